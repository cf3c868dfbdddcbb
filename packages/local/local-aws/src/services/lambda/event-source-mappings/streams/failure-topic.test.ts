import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import { startMappings } from '../testing/start-mappings.ts';

test("a mapping's failures may go to a topic, which gets the record that a queue gets", async () => {
  const { aws, createConsumer, createTable, createQueue, put, map, receive } = await startMappings();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sns = new SNSClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  onTestFinished(() => sns.destroy());
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'failures' }));
  const queue = await createQueue('failures');
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes }));

  await createConsumer('ids', `throw new Error('poison');`);
  const stream = await createTable();
  await put(['a']);
  await map(stream, {
    StartingPosition: 'TRIM_HORIZON',
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: TopicArn } },
  });

  expect(JSON.parse(await receive(queue.url))).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted' },
    DDBStreamBatchInfo: { batchSize: 1, streamArn: stream },
  });
});
