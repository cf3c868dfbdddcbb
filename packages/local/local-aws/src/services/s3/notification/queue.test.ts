import { PutBucketNotificationConfigurationCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import type { LocalAwsOptions } from '../../../start-local-aws.ts';
import { connectQueues } from '../../lambda/testing/connect-queues.ts';
import { s3Event } from '../testing/s3-event.ts';
import { Bucket, startS3 } from '../testing/start-s3.ts';

async function start(options: LocalAwsOptions = {}) {
  const { aws, s3 } = await startS3(options);
  const queues = connectQueues(aws.endpoint);
  const { url: QueueUrl, arn } = await queues.createQueue('changes');
  return {
    s3,
    arn,
    receive: async () => JSON.parse(await queues.receive(QueueUrl)),
    notify: (QueueArn: string) =>
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          NotificationConfiguration: {
            QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }],
          },
        }),
      ),
    setPolicy: (statement: object) =>
      queues.sqs.send(
        new SetQueueAttributesCommand({
          QueueUrl,
          Attributes: { Policy: JSON.stringify({ Statement: { Resource: arn, ...statement } }) },
        }),
      ),
  };
}

test('a queue gets a greeting and then the events', async () => {
  const { s3, arn, notify, receive } = await start();
  await expect(notify(`${arn}-gone`)).rejects.toMatchObject({ name: 'InvalidArgument' });
  await notify(arn);
  expect(await receive()).toMatchObject({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
  const [event] = s3Event.parse(await receive()).Records;
  expect(event).toMatchObject({ eventName: 'ObjectCreated:Put', s3: { object: { key: 'x' } } });
});

test("where IAM is enforced the queue's policy must let S3 in on the bucket's behalf", async () => {
  const { s3, arn, notify, setPolicy, receive } = await start({ enforceIam: true });
  const allow = (source: string) =>
    setPolicy({
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Condition: { ArnLike: { 'aws:SourceArn': source } },
    });
  const refusal = {
    name: 'InvalidArgument',
    message: 'Unable to validate the following destination configurations',
  };

  await expect(notify(arn)).rejects.toMatchObject(refusal);
  await allow('arn:aws:s3:::another');
  await expect(notify(arn)).rejects.toMatchObject(refusal);
  await allow(`arn:aws:s3:::${Bucket}`);
  await notify(arn);
  await allow('arn:aws:s3:::another');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'lost', Body: 'x' }));
  await allow(`arn:aws:s3:::${Bucket}`);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'told', Body: 'x' }));

  expect(await receive()).toMatchObject({ Event: 's3:TestEvent' });
  expect(s3Event.parse(await receive()).Records[0]?.s3.object.key).toBe('told');
});
