import { AwsError } from '../../../protocol/aws-error.ts';
import { discardUpload } from '../multipart/discard-upload.ts';
import type { S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import { noContent } from '../wire/responses.ts';

export const deleteBucket: S3Operation = {
  name: 'DeleteBucket',
  async run({ store, bucket }) {
    await store.exclusive(bucket, async () => {
      const { versioning } = await requireBucket(store, bucket);
      if (!(await store.versions.isEmpty(bucket))) {
        const allVersions = versioning ? '. You must delete all versions in the bucket.' : '';
        const message = `The bucket you tried to delete is not empty${allVersions}`;
        throw new AwsError('BucketNotEmpty', message, 409, { fields: { BucketName: bucket } });
      }
      // Unfinished uploads do not prevent deleting a bucket.
      for await (const upload of store.uploads.ofBucket(bucket)) await discardUpload(store, upload);
      await store.buckets.delete(bucket);
    });
    return noContent();
  },
};
