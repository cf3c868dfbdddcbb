import { describe, expect, test } from 'vitest';
import { awsCli, hasAwsCli } from '../../testing/aws-cli.ts';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { startSns } from './testing/start-sns.ts';

describe.skipIf(!hasAwsCli)('through the AWS CLI', () => {
  test('a topic is made, subscribed and published on', { timeout: 60_000 }, async () => {
    const { aws, createQueue, receiveMessage } = await startSns();
    const cli = awsCli(aws.endpoint, await temporaryFolder());
    const queue = await createQueue('inbox');
    const asText = ['--output', 'text'];

    const topic = await cli('sns', 'create-topic', '--name', 'orders', '--tags', 'Key=a,Value=b', ...asText);
    const onTopic = ['--topic-arn', topic.trim()];
    const attributes = [
      '--attributes',
      JSON.stringify({ RawMessageDelivery: 'true', FilterPolicy: '{"state":["paid"]}' }),
    ];
    const endpoint = ['--protocol', 'sqs', '--notification-endpoint', queue.arn];
    await cli('sns', 'subscribe', ...onTopic, ...endpoint, ...attributes);
    const withState = (state: string) => [
      '--message-attributes',
      JSON.stringify({ state: { DataType: 'String', StringValue: state } }),
    ];
    await cli('sns', 'publish', ...onTopic, '--message', 'unpaid', ...withState('new'));
    await cli('sns', 'publish', ...onTopic, '--message', 'ü & <1>', ...withState('paid'));

    expect(await receiveMessage(queue.url)).toMatchObject({
      Body: 'ü & <1>',
      MessageAttributes: { state: { DataType: 'String', StringValue: 'paid' } },
    });
    const listed = await cli('sns', 'list-subscriptions-by-topic', ...onTopic);
    expect(JSON.parse(listed).Subscriptions).toHaveLength(1);
  });
});
