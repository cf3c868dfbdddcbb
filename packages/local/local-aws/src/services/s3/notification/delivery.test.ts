import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { S3Options } from '../../../cloud/options.ts';
import { notify } from '../testing/notify.ts';
import { createRecordingFunction } from '../testing/recording-function.ts';
import { Bucket, startS3 } from '../testing/start-s3.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const put = (Key: string) => new PutObjectCommand({ Bucket, Key, Body: 'x' });

test('what could not be delivered before local-aws ended is delivered by the next one', async () => {
  const dataDir = await temporaryFolder();
  const interrupt: S3Options['onNotification'] = () => Promise.reject(new Error('interrupted'));
  const first = await startS3({ dataDir, s3: { onNotification: interrupt } });
  const recorder = await createRecordingFunction(first.aws);
  await notify(first.s3, recorder.arn);
  await first.s3.send(put('a'));
  await first.s3.send(put('b'));
  await first.s3.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
  await first.aws.close();

  await startS3({ dataDir });
  const events = await recorder.received(2);
  expect(events.map(({ eventName, s3 }) => `${eventName} ${s3.object.key}`)).toEqual([
    'ObjectCreated:Put a',
    'ObjectRemoved:Delete b',
  ]);
});

test('a test may have events delivered late, twice and in another order', async () => {
  const held: (() => Promise<void>)[] = [];
  const { aws, s3 } = await startS3({
    s3: {
      async onNotification(_, deliver) {
        held.push(deliver);
      },
    },
  });
  const recorder = await createRecordingFunction(aws);
  await notify(s3, recorder.arn);
  await s3.send(put('a'));
  await s3.send(put('b'));
  for (const deliver of [...held, ...held].reverse()) await deliver();
  const keys = (await recorder.received(4)).map(({ s3 }) => s3.object.key);
  expect(keys).toEqual(['a', 'a', 'b', 'b']);
});
