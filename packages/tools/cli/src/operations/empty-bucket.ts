import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { decodeKey } from './decode-key.ts';
import { deleteVersions } from './delete-versions.ts';
import type { DeployedStack } from './stack.ts';

/**
 * Permanently deletes every object of a bucket, with its versions and delete markers. Yields the number deleted so far,
 * page by page. Throws `CliError` if S3 does not delete one.
 */
export async function* emptyBucket(
  { s3 }: Pick<DeployedStack, 's3'>,
  bucket: string,
): AsyncGenerator<number> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, EncodingType: 'url' }),
    );
    const objects = [...Versions, ...DeleteMarkers].map(({ Key = '', VersionId }) => ({
      Key: decodeKey(Key),
      VersionId,
    }));
    if (objects.length === 0) return;
    await deleteVersions({ s3 }, bucket, objects);
    yield objects.length;
  }
}
