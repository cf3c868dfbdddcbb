import type { S3Operation } from '../operation.ts';
import { noContent } from '../wire/responses.ts';
import { findUpload } from './find-upload.ts';

export const abortMultipartUpload: S3Operation = {
  name: 'AbortMultipartUpload',
  async run(call) {
    const { uploads, bodies, exclusive } = call.store;
    const parts = await exclusive(call.bucket, async () => {
      const upload = await findUpload(call);
      const parts = await uploads.parts(upload);
      await uploads.end(upload);
      return parts;
    });
    await bodies.remove(parts.map(({ segment }) => segment));
    return noContent();
  },
};
