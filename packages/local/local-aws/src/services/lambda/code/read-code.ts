import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import type { CodeStore, StoredCode } from './code-store.ts';

const maximumZipBytes = 50 * 1024 ** 2; // AWS Lambda quotas, "deployment package, zipped, for direct upload"

/** Stores a zip from a request. Throws Lambda's errors for zips that are too large or invalid. */
export async function readCode(store: CodeStore, base64: string | undefined): Promise<StoredCode> {
  if (!base64) throw invalidParameter('Please provide a source for function code.');
  const zip = Buffer.from(base64, 'base64');
  if (zip.length > maximumZipBytes) {
    throw new AwsError(
      'RequestEntityTooLargeException',
      `Zipped size must be smaller than ${maximumZipBytes} bytes`,
      413,
    );
  }
  return store.add(zip);
}
