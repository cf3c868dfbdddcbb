import { wholeSeconds } from '../object/commit-object.ts';
import type { S3Call } from '../operation.ts';
import type { UploadedPart } from '../storage/uploads.ts';
import type { VerifiedBody } from '../wire/verified-body.ts';
import { findUpload, partNumberOf } from './find-upload.ts';

/** Writes a part to disk, and replaces an earlier part with the same number. */
export async function storePart(call: S3Call, body: VerifiedBody): Promise<UploadedPart> {
  const { bodies, uploads, exclusive } = call.store;
  const segment = await bodies.write(body.stream);
  try {
    const { bytes, md5, checksum } = body.digests();
    const part: UploadedPart = {
      number: partNumberOf(call),
      bytes,
      etag: md5,
      lastModified: wholeSeconds(call.cloud.now()),
      segment,
      ...(checksum ? { checksum } : {}),
    };
    // The upload may have been completed or aborted while the bytes came in.
    const replaced = await exclusive(call.bucket, async () => uploads.putPart(await findUpload(call), part));
    if (replaced) await bodies.remove([replaced.segment]);
    return part;
  } catch (error) {
    await bodies.remove([segment]);
    throw error;
  }
}
