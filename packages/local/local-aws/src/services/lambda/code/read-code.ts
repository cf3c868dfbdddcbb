import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { OperationContext } from '../../../protocol/operation.ts';
import type { FunctionRecord } from '../function-record.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import type { LambdaState } from '../lambda-state.ts';
import { hotReloadBucket, readFolder } from './hot-reload.ts';
import { readObject } from './read-object.ts';

const maximumZipBytes = 50 * 1024 ** 2; // AWS Lambda quotas, "deployment package, zipped, for direct upload"

/** Base64, decoded. `z.base64()` would decode it once more, by `atob`, which takes seven times as long as this. */
const zipFile = z.string().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64'); // leaves out what is no base64, and takes base64url
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const isWhole = bytes.length === (text.length / 4) * 3 - padding;
  if (isWhole && !text.includes('-') && !text.includes('_')) return bytes;
  context.addIssue('Invalid base64-encoded string');
  return z.NEVER;
});

/** Where a request has its code. */
export const codeInput = {
  ZipFile: zipFile.optional(),
  S3Bucket: z.string().nullish(),
  S3Key: z.string().nullish(),
  S3ObjectVersion: z.string().nullish(),
};

type CodeInput = z.output<z.ZodObject<typeof codeInput>>;

/** The members of a function's record that say what its code is. */
export type RecordedCode = Pick<FunctionRecord, 'codeSha256' | 'codeSize' | 'codeFolder'>;

/**
 * Stores a zip from a request or from a bucket that the caller may read, or finds the folder. Throws Lambda's errors for
 * zips that are too large, invalid or not there.
 */
export async function readCode(
  context: OperationContext<Pick<LambdaState, 'code'>>,
  { ZipFile: zip, S3Bucket: bucket, S3Key: key, S3ObjectVersion: versionId }: CodeInput,
): Promise<RecordedCode> {
  if (bucket === hotReloadBucket) return readFolder(key ?? '');
  if (zip?.length && bucket)
    throw invalidParameter('Please do not provide other FunctionCode parameters when providing a ZipFile.');
  if (bucket && key) return add(context, await readObject(context, { bucket, key, versionId }));
  if (!zip?.length) throw invalidParameter('Please provide a source for function code.');
  if (zip.length > maximumZipBytes) {
    throw new AwsError(
      'RequestEntityTooLargeException',
      `Zipped size must be smaller than ${maximumZipBytes} bytes`,
      413,
    );
  }
  return add(context, zip);
}

async function add(
  { state }: OperationContext<Pick<LambdaState, 'code'>>,
  zip: Buffer,
): Promise<RecordedCode> {
  const { sha256, bytes } = await state.code.add(zip);
  return { codeSha256: sha256, codeSize: bytes };
}
