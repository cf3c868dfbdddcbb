import { z } from 'zod';
import { readXml } from '../../protocol/xml.ts';
import { contentOf } from '../aws.ts';
import { listed } from '../listed.ts';
import { route } from '../route.ts';

const object = z.object({ Key: z.string(), Size: z.coerce.number(), LastModified: z.string() });
const document = z.object({
  ListBucketResult: z.object({
    Contents: listed(object),
    CommonPrefixes: listed(z.object({ Prefix: z.string() })),
    NextContinuationToken: z.string().optional(),
  }),
});

/** The objects of a bucket whose keys begin with `prefix`, in the order of their keys; `/` divides folders. */
export const listObjects = route({
  method: 'GET',
  path: '/buckets/{bucket}/objects',
  input: z.strictObject({
    bucket: z.string(),
    prefix: z.string().default(''),
    delimiter: z.string().default(''),
    /** `next` of the page before. */
    next: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  async run({ bucket, prefix, delimiter, next, limit }, { aws }) {
    const response = await aws.rest('s3', {
      method: 'GET',
      path: `/${encodeURIComponent(bucket)}`,
      query: {
        'list-type': '2',
        'max-keys': String(limit),
        prefix,
        ...(delimiter === '' ? {} : { delimiter }),
        ...(next === undefined ? {} : { 'continuation-token': next }),
      },
    });
    const found = document.parse(readXml((await contentOf(response)).toString('utf8'))).ListBucketResult;
    return {
      objects: found.Contents.map(({ Key, Size, LastModified }) => ({
        key: Key,
        bytes: Size,
        modifiedAt: LastModified,
      })),
      prefixes: found.CommonPrefixes.map(({ Prefix }) => Prefix),
      next: found.NextContinuationToken,
    };
  },
});
