import { z } from 'zod';
import { readXml } from '../../protocol/xml.ts';
import { contentOf } from '../aws.ts';
import { listed, withList } from '../listed.ts';
import { route } from '../route.ts';

const document = z.object({
  ListAllMyBucketsResult: z.object({
    Buckets: withList(z.object({ Bucket: listed(z.object({ Name: z.string(), CreationDate: z.string() })) })),
  }),
});

/** All buckets. */
export const listBuckets = route({
  method: 'GET',
  path: '/buckets',
  input: z.strictObject({}),
  async run(_, { aws }) {
    const text = await contentOf(await aws.rest('s3', { method: 'GET', path: '/' }));
    const { Buckets } = document.parse(readXml(text.toString('utf8'))).ListAllMyBucketsResult;
    return {
      buckets: Buckets.Bucket.map(({ Name, CreationDate }) => ({ name: Name, createdAt: CreationDate })),
    };
  },
});
