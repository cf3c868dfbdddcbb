import { expect, test } from 'vitest';
import { createRecordingFunction } from '../lambda/testing/recording-function.ts';
import { startSns } from './testing/start-sns.ts';

const patience = { timeout: 15_000 };

test('a function gets the event as AWS writes it', async () => {
  const { aws, topic, subscribe, publish } = await startSns();
  const { arn, events } = await createRecordingFunction(aws.endpoint, { principal: 'sns.amazonaws.com' });
  const subscription = await subscribe(arn);
  const { MessageId } = await publish('Hello', {
    MessageAttributes: { count: { DataType: 'Number', StringValue: '7' } },
  });
  await expect.poll(events, patience).toEqual([
    {
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: subscription,
          Sns: {
            Type: 'Notification',
            MessageId,
            TopicArn: topic,
            Subject: null,
            Message: 'Hello',
            Timestamp: expect.stringMatching(/Z$/),
            SignatureVersion: '1',
            Signature: expect.stringMatching(/^[A-Za-z0-9+/]{300,}=*$/),
            SigningCertUrl: expect.stringMatching(/\.pem$/),
            UnsubscribeUrl: `${aws.endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
            MessageAttributes: { count: { Type: 'Number', Value: '7' } },
          },
        },
      ],
    },
  ]);
});

test('a function whose policy does not let SNS in gets nothing; its dead-letter queue gets the notification', async () => {
  const { aws, subscribe, publish, createQueue, receive } = await startSns();
  const { arn, events, revoke } = await createRecordingFunction(aws.endpoint, {
    principal: 'sns.amazonaws.com',
  });
  await revoke();
  const dead = await createQueue('dead');
  await subscribe(arn, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) });
  await publish('Hello');
  expect(JSON.parse(await receive(dead.url))).toMatchObject({ Type: 'Notification', Message: 'Hello' });
  expect(await events()).toEqual([]);
});
