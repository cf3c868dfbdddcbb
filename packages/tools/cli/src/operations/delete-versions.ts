import { DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { CliError } from '../errors.ts';
import type { DeployedStack } from './stack.ts';

/** A version of an object, or a delete marker. */
export type Version = { readonly Key: string; readonly VersionId: string | undefined };

const atMost = 1000; // of one DeleteObjects

/** Deletes versions of a bucket's objects for good. Throws `CliError` if S3 keeps one. */
export async function deleteVersions(
  { s3 }: Pick<DeployedStack, 's3'>,
  Bucket: string,
  versions: readonly Version[],
): Promise<void> {
  for (let start = 0; start < versions.length; start += atMost) {
    const Objects = versions.slice(start, start + atMost);
    const { Errors: [kept] = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
    );
    if (kept) throw new CliError('ObjectKept', `S3 did not delete ${kept.Key} of ${Bucket}: ${kept.Message}`);
  }
}
