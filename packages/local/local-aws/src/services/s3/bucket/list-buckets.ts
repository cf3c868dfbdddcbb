import { invalidArgument } from '../errors.ts';
import { parseLimit, takePage } from '../listing/page.ts';
import type { S3Call, S3Operation } from '../operation.ts';
import { type Bucket, bucketArn } from '../storage/buckets.ts';
import { xmlResponse } from '../wire/responses.ts';
import { ownerOf } from './owner.ts';
import { isRegion } from './region.ts';

export const listBuckets: S3Operation = {
  name: 'ListBuckets',
  action: null,
  async run(call) {
    const { cloud, request } = call;
    await cloud.access.authorize(request, { action: 's3:ListAllMyBuckets', resources: ['*'] });
    const prefix = request.query.get('prefix') ?? '';
    const limit = parseLimit(request.query.get('max-buckets'), 'max-buckets');
    const { page, more } = await takePage(wanted(call, prefix), limit);
    const last = page.at(-1);
    return xmlResponse('ListAllMyBucketsResult', {
      Owner: ownerOf(cloud.accountId),
      Buckets: {
        Bucket: page.map(({ name, createdAt, region }) => ({
          Name: name,
          CreationDate: createdAt,
          BucketRegion: region,
          BucketArn: bucketArn(name),
        })),
      },
      ...(prefix === '' ? {} : { Prefix: prefix }),
      ...(more && last ? { ContinuationToken: Buffer.from(last.name).toString('base64') } : {}),
    });
  },
};

async function* wanted({ store, request }: S3Call, prefix: string): AsyncGenerator<Bucket> {
  const after = Buffer.from(request.query.get('continuation-token') ?? '', 'base64').toString();
  const region = request.query.get('bucket-region');
  if (region !== null && !isRegion(region)) {
    throw invalidArgument(`Argument value ${region} is not a valid AWS Region`, 'bucket-region');
  }
  for await (const bucket of store.buckets.all()) {
    if (bucket.name <= after || !bucket.name.startsWith(prefix)) continue;
    if (region === null || bucket.region === region) yield bucket;
  }
}
