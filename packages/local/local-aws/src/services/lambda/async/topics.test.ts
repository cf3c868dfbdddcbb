import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalAwsOptions } from '../../../start-local-aws.ts';
import { startAsync } from '../testing/start-async.ts';

const FunctionName = 'resize';
const source = `export const handler = async (event) => {
  if (event.fails) throw new RangeError('too big');
  return event;
};`;

/** A topic, and a queue that gets its messages raw. */
async function start(options: LocalAwsOptions = {}) {
  const started = await startAsync({ lambda: { retryDelaysMs: [1, 1] }, ...options });
  const sns = new SNSClient({
    endpoint: started.aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => sns.destroy());
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'failures' }));
  const queue = await started.createQueue('failures');
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes }));
  return { ...started, topic: TopicArn, queue };
}

test('a topic as destination gets the record that a queue gets', async () => {
  const { create, configure, enqueue, record, topic, queue } = await start();
  await create(FunctionName, source);
  await configure(FunctionName, { DestinationConfig: { OnFailure: { Destination: topic } } });
  await enqueue(FunctionName, { fails: true });
  expect(await record(queue.url)).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { fails: true },
    responseContext: { functionError: 'Unhandled' },
    responsePayload: { errorType: 'RangeError', errorMessage: 'too big' },
  });
});

test('a topic for dead letters gets the event itself, and what went wrong', async () => {
  const { create, enqueue, receiveMessage, topic, queue } = await start();
  await create(FunctionName, source, { DeadLetterConfig: { TargetArn: topic } });
  await enqueue(FunctionName, { fails: true });
  expect(await receiveMessage(queue.url)).toMatchObject({
    Body: '{"fails":true}',
    MessageAttributes: {
      RequestID: { DataType: 'String', StringValue: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: { DataType: 'String', StringValue: 'too big' },
    },
  });
});

test('a topic that is not there is refused, and so is one that the role may not publish on', async () => {
  const { create, configure, topic } = await start({ enforceIam: true });
  await create(FunctionName, source);
  const refusal = (Destination: string) =>
    configure(FunctionName, { DestinationConfig: { OnFailure: { Destination } } });

  await expect(refusal(`${topic}-gone`)).rejects.toThrow(`The destination ARN ${topic}-gone is invalid.`);
  await expect(refusal(topic)).rejects.toThrow(
    `The function's execution role does not have permissions to call Publish on ${topic}`,
  );
  await expect(create('other', source, { DeadLetterConfig: { TargetArn: topic } })).rejects.toThrow(
    'The provided execution role does not have permissions to call Publish on SNS',
  );
});
