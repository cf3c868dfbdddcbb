import { AwsError } from '../../../protocol/aws-error.ts';
import type { FunctionRecord } from '../function-record.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import type { CodeStore } from './code-store.ts';
import { hotReloadBucket, readFolder } from './hot-reload.ts';

const maximumZipBytes = 50 * 1024 ** 2; // AWS Lambda quotas, "deployment package, zipped, for direct upload"

/** Where a request has its code. */
interface CodeInput {
  readonly ZipFile?: string | undefined;
  readonly S3Bucket?: string | null | undefined;
  readonly S3Key?: string | null | undefined;
}

/** The members of a function's record that say what its code is. */
export type RecordedCode = Pick<FunctionRecord, 'codeSha256' | 'codeSize' | 'codeFolder'>;

/** Stores a zip from a request, or finds the folder. Throws Lambda's errors for zips that are too large or invalid. */
export async function readCode(
  store: CodeStore,
  { ZipFile: base64, S3Bucket, S3Key }: CodeInput,
): Promise<RecordedCode> {
  if (S3Bucket === hotReloadBucket) return readFolder(S3Key ?? '');
  if (!base64) throw invalidParameter('Please provide a source for function code.');
  const zip = Buffer.from(base64, 'base64');
  if (zip.length > maximumZipBytes) {
    throw new AwsError(
      'RequestEntityTooLargeException',
      `Zipped size must be smaller than ${maximumZipBytes} bytes`,
      413,
    );
  }
  const { sha256, bytes } = await store.add(zip);
  return { codeSha256: sha256, codeSize: bytes };
}
