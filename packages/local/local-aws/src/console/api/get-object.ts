import { z } from 'zod';
import { readXml } from '../../protocol/xml.ts';
import { contentOf } from '../aws.ts';
import { listed } from '../listed.ts';
import { objectInput, objectPath, versionQuery } from '../object-path.ts';
import { route } from '../route.ts';
import { summaryOf } from '../trails.ts';

const version = z.object({
  Key: z.string(),
  VersionId: z.string(),
  IsLatest: z.stringbool(),
  LastModified: z.string(),
  Size: z.coerce.number().optional(),
});
const document = z.object({
  ListVersionsResult: z.object({ Version: listed(version), DeleteMarker: listed(version) }),
});

/** An object's headers and metadata, its versions, and the events that S3 sent about it. */
export const getObject = route({
  method: 'GET',
  path: '/buckets/{bucket}/object',
  input: objectInput,
  async run(input, { aws, cloud }) {
    const { bucket, key } = input;
    const path = objectPath(input);
    const head = await aws.rest('s3', { method: 'HEAD', path, query: versionQuery(input) });
    const listing = await aws.rest('s3', {
      method: 'GET',
      path: `/${encodeURIComponent(bucket)}`,
      query: { versions: '', prefix: key, 'max-keys': '100' },
    });
    const found = document.parse(readXml((await contentOf(listing)).toString('utf8'))).ListVersionsResult;
    const versions = [
      ...found.Version.map((one) => ({ ...one, isDeleteMarker: false })),
      ...found.DeleteMarker.map((one) => ({ ...one, isDeleteMarker: true })),
    ];
    return {
      headers: head.headers,
      versions: versions
        .filter(({ Key }) => Key === key)
        .map(({ VersionId, IsLatest, LastModified, Size, isDeleteMarker }) => ({
          versionId: VersionId,
          isLatest: IsLatest,
          modifiedAt: LastModified,
          bytes: Size,
          isDeleteMarker,
        })),
      events: cloud.trail
        .spans()
        .filter(
          ({ kind, service, target }) =>
            kind === 'event' && service === 's3' && target === `${bucket}/${key}`,
        )
        .map(summaryOf),
    };
  },
});
