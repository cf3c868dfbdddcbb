import {
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { patience, startMappings } from '../services/lambda/event-source-mappings/testing/start-mappings.ts';
import { connectQueues } from '../services/lambda/testing/connect-queues.ts';
import { s3Event } from '../services/s3/testing/s3-event.ts';
import { Bucket, startS3 } from '../services/s3/testing/start-s3.ts';
import { temporaryFolder } from '../services/s3/testing/temporary-folder.ts';
import { startSns } from '../services/sns/testing/start-sns.ts';
import { startSqs } from '../services/sqs/testing/start-sqs.ts';
import { startLocalAws } from '../start-local-aws.ts';
import { faultsSchema } from './fault.ts';

const longest = 900_000;

async function tellQueue(s3: S3Client, QueueArn: string): Promise<void> {
  const QueueConfigurations = [{ QueueArn, Events: ['s3:ObjectCreated:*' as const] }];
  const NotificationConfiguration = { QueueConfigurations };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
}

test('an S3 event arrives twice, and both times tells of the same change', async () => {
  const { aws, s3 } = await startS3();
  const { createQueue, receive } = connectQueues(aws.endpoint);
  const { url, arn } = await createQueue('changes');
  await tellQueue(s3, arn);
  await receive(url); // S3's greeting
  aws.faults.replace([{ service: 's3', duplicateRate: 1 }]);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  expect(await receive(url)).toBe(await receive(url));
});

test('a late S3 event holds up no upload, and is not lost when local-aws ends before it has arrived', async () => {
  const dataDir = await temporaryFolder();
  const first = await startS3({ dataDir });
  const queues = connectQueues(first.aws.endpoint);
  const { url, arn } = await queues.createQueue('changes');
  await tellQueue(first.s3, arn);
  await queues.receive(url); // S3's greeting
  first.aws.faults.replace([{ service: 's3', lateMs: longest }]);
  await first.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  const { Messages } = await queues.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
  expect(Messages).toBeUndefined();
  await first.aws.close();

  const second = await startLocalAws({ port: 0, dataDir });
  onTestFinished(() => second.close());
  const { receive, urlOf } = connectQueues(second.endpoint);
  expect(s3Event.parse(JSON.parse(await receive(urlOf('changes')))).Records[0]?.s3.object.key).toBe('a');
});

test('an SQS message that was deleted comes once more, and then no more', async () => {
  const { aws, sqs, url, send, receive, attributes } = await startSqs();
  aws.faults.replace([{ service: 'sqs', duplicateRate: 1 }]);
  await send('job');
  for (const _ of ['once', 'twice']) {
    const [message] = await receive();
    expect(message).toMatchObject({ Body: 'job' });
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
  }
  expect(await attributes()).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
  });
});

test('a late SQS message is delayed', async () => {
  const { send, attributes } = await startSqs({ faults: [{ service: 'sqs', lateMs: longest }] });
  await send('job');
  expect(await attributes()).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
});

test('SNS delivers twice, and late', async () => {
  const { aws, sqs, createQueue, subscribe, publish, receive } = await startSns();
  const { url, arn } = await createQueue('inbox');
  await subscribe(arn, { RawMessageDelivery: 'true' });
  aws.faults.replace([{ service: 'sns', lateMs: longest }]);
  await publish('late');
  aws.faults.replace([{ service: 'sns', duplicateRate: 1 }]);
  await publish('twice');
  expect([await receive(url), await receive(url)]).toEqual(['twice', 'twice']);
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))).Messages).toBeUndefined();
});

test('a batch of stream records arrives twice, and in order', async () => {
  const { aws, createConsumer, createTable, put, map, entries } = await startMappings();
  await createConsumer('ids');
  const stream = await createTable();
  aws.faults.replace([{ service: 'dynamodb', duplicateRate: 1, lateMs: 20 }]);
  await put(['a', 'b']);
  await map(stream, { StartingPosition: 'TRIM_HORIZON', BatchSize: 1 });
  await expect.poll(entries, patience).toEqual([['a'], ['a'], ['b'], ['b']]);
});

test('only what is delivered can be late or come twice', () => {
  const refused = (fault: object) => faultsSchema.safeParse([fault]).error?.issues.map(({ path }) => path);
  expect(refused({ service: 'lambda', duplicateRate: 1 })).toEqual([[0, 'service']]);
  expect(refused({ service: 's3', lateMs: 5, operation: 'PutObject', role: 'resize' })).toEqual([
    [0, 'operation'],
    [0, 'role'],
  ]);
  expect(refused({ service: 's3', lateMs: 5 })).toBeUndefined();
});
