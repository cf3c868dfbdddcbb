import { PutBucketNotificationConfigurationCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalAwsOptions } from '../../../start-local-aws.ts';
import { connectQueues } from '../../lambda/testing/connect-queues.ts';
import { s3Event } from '../testing/s3-event.ts';
import { Bucket, startS3 } from '../testing/start-s3.ts';

async function start(options: LocalAwsOptions = {}) {
  const { aws, s3 } = await startS3(options);
  const { endpoint, region } = aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sns = new SNSClient({ endpoint, region, credentials });
  onTestFinished(() => sns.destroy());
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'changes' }));
  const notify = (topic: string) =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          TopicConfigurations: [{ TopicArn: topic, Events: ['s3:ObjectCreated:*'] }],
        },
      }),
    );
  return { s3, sns, TopicArn, notify, ...connectQueues(endpoint) };
}

test('a topic gets a greeting and then the events', async () => {
  const { s3, sns, TopicArn, notify, createQueue, receive } = await start();
  const queue = await createQueue('changes');
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn }));
  const next = async () => JSON.parse(await receive(queue.url));

  await expect(notify(`${TopicArn}-gone`)).rejects.toMatchObject({ name: 'InvalidArgument' });
  await notify(TopicArn);
  const greeting = await next();
  expect(greeting).toMatchObject({ TopicArn, Subject: 'Amazon S3 Notification' });
  expect(JSON.parse(greeting.Message)).toMatchObject({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Bucket,
  });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
  const told = await next();
  expect(told).toMatchObject({ Subject: 'Amazon S3 Notification' });
  const [event] = s3Event.parse(JSON.parse(told.Message)).Records;
  expect(event).toMatchObject({ eventName: 'ObjectCreated:Put', s3: { object: { key: 'x' } } });
});

test("where IAM is enforced the topic's policy must let S3 in on the bucket's behalf", async () => {
  const { sns, TopicArn, notify } = await start({ enforceIam: true });
  const allow = (bucket: string) =>
    sns.send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: 'Policy',
        AttributeValue: JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: TopicArn,
            Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${bucket}` } },
          },
        }),
      }),
    );
  const refusal = {
    name: 'InvalidArgument',
    message: 'Unable to validate the following destination configurations',
  };

  await expect(notify(TopicArn)).rejects.toMatchObject(refusal);
  await allow('another');
  await expect(notify(TopicArn)).rejects.toMatchObject(refusal);
  await allow(Bucket);
  await notify(TopicArn);
});
