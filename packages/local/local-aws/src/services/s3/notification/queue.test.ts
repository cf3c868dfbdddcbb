import { PutBucketNotificationConfigurationCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { s3Event } from '../testing/s3-event.ts';
import { Bucket, startS3 } from '../testing/start-s3.ts';

test('a queue gets a greeting and then the events', async () => {
  const { aws, s3 } = await startS3();
  const { endpoint, region, accountId } = aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sqs = new SQSClient({ endpoint, region, credentials });
  onTestFinished(() => sqs.destroy());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'changes' }));
  const receive = async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
    return JSON.parse(Messages?.[0]?.Body ?? 'null');
  };
  const notify = (queue: string) =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          QueueConfigurations: [
            { QueueArn: `arn:aws:sqs:${region}:${accountId}:${queue}`, Events: ['s3:ObjectCreated:*'] },
          ],
        },
      }),
    );

  await expect(notify('nowhere')).rejects.toMatchObject({ name: 'InvalidArgument' });
  await notify('changes');
  expect(await receive()).toMatchObject({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
  const [event] = s3Event.parse(await receive()).Records;
  expect(event).toMatchObject({ eventName: 'ObjectCreated:Put', s3: { object: { key: 'x' } } });
});
