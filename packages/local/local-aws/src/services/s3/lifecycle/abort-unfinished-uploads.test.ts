import { CreateMultipartUploadCommand, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { openStorage } from '../../../storage/storage.ts';
import { openStore } from '../storage/store.ts';
import { Bucket, startS3 } from '../testing/start-s3.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { abortUnfinishedUploads } from './abort-unfinished-uploads.ts';

test('uploads that nobody finished are gone after the days that the rule of their prefix says', async () => {
  const dataDir = await temporaryFolder();
  const { aws, s3 } = await startS3({ dataDir });
  const rule = (ID: string, Prefix: string, DaysAfterInitiation: number) => ({
    ID,
    Status: 'Enabled' as const,
    Filter: { Prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation },
  });
  const LifecycleConfiguration = { Rules: [rule('soon', 'soon/', 1), rule('later', 'later/', 9)] };
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  for (const Key of ['soon/x', 'later/x', 'never']) {
    await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  }
  await aws.close();

  const storage = await openStorage(dataDir);
  onTestFinished(() => storage.close());
  const store = await openStore({ storage, now: () => new Date() });
  await abortUnfinishedUploads(store, new Date(Date.now() + 2 * 24 * 3_600_000));
  const left: string[] = [];
  for await (const { key } of store.uploads.ofBucket(Bucket)) left.push(key);
  expect(left).toEqual(['later/x', 'never']);
});
