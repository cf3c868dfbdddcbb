import { expect, test } from 'vitest';
import { startSns } from './testing/start-sns.ts';

test('a queue gets the notification as AWS writes it', async () => {
  const { topic, createQueue, subscribe, publish, receive, aws } = await startSns();
  const queue = await createQueue('inbox');
  const subscription = await subscribe(queue.arn);
  const { MessageId } = await publish('Hello', {
    Subject: 'Greeting',
    MessageAttributes: {
      count: { DataType: 'Number', StringValue: '7' },
      bytes: { DataType: 'Binary', BinaryValue: Uint8Array.from([2, 3, 4]) },
    },
  });
  const body = JSON.parse(await receive(queue.url));
  expect(body).toEqual({
    Type: 'Notification',
    MessageId,
    TopicArn: topic,
    Subject: 'Greeting',
    Message: 'Hello',
    Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    SignatureVersion: '1',
    Signature: expect.stringMatching(/^[A-Za-z0-9+/]{300,}=*$/),
    SigningCertURL: expect.stringMatching(/\/SimpleNotificationService.*\.pem$/),
    UnsubscribeURL: `${aws.endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
    MessageAttributes: { count: { Type: 'Number', Value: '7' }, bytes: { Type: 'Binary', Value: 'AgME' } },
  });
  await publish('Plain');
  const plain = JSON.parse(await receive(queue.url));
  expect(Object.keys(plain)).not.toContain('Subject');
  expect(Object.keys(plain)).not.toContain('MessageAttributes');
});

test('raw delivery gives a queue the message itself, and its attributes as those of SQS', async () => {
  const { createQueue, subscribe, publish, receiveMessage } = await startSns();
  const queue = await createQueue('inbox');
  await subscribe(queue.arn, { RawMessageDelivery: 'true' });
  await publish('{"a":1}', {
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'x' },
      bytes: { DataType: 'Binary', BinaryValue: Uint8Array.from([2, 3, 4]) },
    },
  });
  expect(await receiveMessage(queue.url)).toMatchObject({
    Body: '{"a":1}',
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'x' },
      bytes: { DataType: 'Binary', BinaryValue: Uint8Array.from([2, 3, 4]) },
    },
  });
});

test('what a queue cannot take goes to the dead-letter queue of the subscription', async () => {
  const { createQueue, subscribe, publish, receiveMessage } = await startSns();
  const dead = await createQueue('dead');
  await subscribe('arn:aws:sqs:us-east-1:000000000000:gone', {
    RawMessageDelivery: 'true',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }),
  });
  await publish('lost', { MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } } });
  expect(await receiveMessage(dead.url)).toMatchObject({
    Body: 'lost',
    MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } },
  });
});
