import { DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { CliError } from '../errors.ts';
import { decodeKey } from './decode-key.ts';
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
    const { Errors: [kept] = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
    );
    if (kept) {
      throw new CliError('ObjectKept', `S3 did not delete ${kept.Key} of ${bucket}: ${kept.Message}`);
    }
    yield objects.length;
  }
}
