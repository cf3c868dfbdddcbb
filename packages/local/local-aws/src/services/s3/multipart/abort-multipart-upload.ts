import type { S3Operation } from '../operation.ts';
import { noContent } from '../wire/responses.ts';
import { discardUpload } from './discard-upload.ts';
import { findUpload } from './find-upload.ts';

export const abortMultipartUpload: S3Operation = {
  name: 'AbortMultipartUpload',
  async run(call) {
    const { store, bucket } = call;
    await store.exclusive(bucket, async () => discardUpload(store, await findUpload(call)));
    return noContent();
  },
};
