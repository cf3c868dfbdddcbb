import { invalidArgument, noSuchUpload } from '../errors.ts';
import type { S3Call } from '../operation.ts';
import type { Upload } from '../storage/uploads.ts';

export async function findUpload(call: S3Call): Promise<Upload> {
  const uploadId = call.request.query.get('uploadId') ?? '';
  const upload = await call.store.uploads.find(call.bucket, call.key, uploadId);
  if (!upload) throw noSuchUpload(uploadId);
  return upload;
}

export function partNumberOf({ request }: S3Call): number {
  const text = request.query.get('partNumber') ?? '';
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 10_000) {
    throw invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      text,
    );
  }
  return number;
}
