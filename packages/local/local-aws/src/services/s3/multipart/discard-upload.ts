import type { Store } from '../storage/store.ts';
import type { Upload } from '../storage/uploads.ts';

/** Deletes an unfinished upload and its bytes. The caller holds the bucket's lock. */
export async function discardUpload({ uploads, bodies }: Store, upload: Upload): Promise<void> {
  const parts = await uploads.parts(upload);
  await uploads.end(upload);
  await bodies.remove(parts.map(({ segment }) => segment));
}
