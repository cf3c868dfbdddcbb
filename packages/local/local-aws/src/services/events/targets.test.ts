import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import { createRecordingFunction } from '../lambda/testing/recording-function.ts';
import { startEvents } from './testing/start-events.ts';

const EventPattern = '{"source":["shop"]}';
const event = {
  Source: 'shop',
  DetailType: 'sold',
  Detail: '{"name":"Ä \\"b\\"","price":12,"tags":["x","y"]}',
};
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

test('functions, queues, topics and log groups get an event, each what its target says', async () => {
  const { aws, createQueue, createRule, putEvent, receive } = await startEvents();
  const { endpoint, region } = aws;
  const recorder = await createRecordingFunction(endpoint, { principal: 'events.amazonaws.com' });
  const [queue, inbox] = [await createQueue('queue'), await createQueue('inbox')];
  const sns = new SNSClient({ endpoint, region, credentials });
  const logs = new CloudWatchLogsClient({ endpoint, region, credentials });
  onTestFinished(() => sns.destroy());
  onTestFinished(() => logs.destroy());
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: inbox.arn, Attributes }));
  await createRule({ Name: 'all', EventPattern }, [
    { Arn: recorder.arn, InputPath: '$.detail.tags[1]' },
    { Arn: queue.arn, Input: '{"own": 1}' },
    { Arn: TopicArn, InputTransformer: { InputTemplate: '"<aws.events.rule-name>"' } },
    { Arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/events/all:*' },
  ]);
  await putEvent(event);
  await expect.poll(recorder.events).toEqual(['y']);
  expect(await receive(queue.url)).toBe('{"own": 1}');
  expect(await receive(inbox.url)).toBe('"all"');
  const read = new FilterLogEventsCommand({ logGroupName: '/aws/events/all' });
  const written = async () => (await logs.send(read).catch(() => ({ events: [] }))).events ?? [];
  await expect.poll(async () => (await written()).length).toBe(1);
  expect(JSON.parse((await written())[0]?.message ?? '')).toMatchObject({ source: 'shop' });
});

test('what a target refuses goes to its dead-letter queue with the reason, and without one the log tells', async () => {
  const warnings: string[] = [];
  const log = { info() {}, warn: (message: string) => void warnings.push(message), error() {} };
  const { aws, createQueue, createRule, putEvent, receiveMessage } = await startEvents({ log });
  const { arn, revoke, events } = await createRecordingFunction(aws.endpoint, {
    principal: 'events.amazonaws.com',
  });
  await revoke();
  const dead = await createQueue('dead');
  const gone = 'arn:aws:sqs:us-east-1:000000000000:gone';
  const rule = await createRule({ Name: 'all', EventPattern }, [
    { Arn: arn, DeadLetterConfig: { Arn: dead.arn } },
    { Arn: gone },
  ]);
  await putEvent(event);
  const { Body = '', MessageAttributes = {} } = await receiveMessage(dead.url);
  expect(JSON.parse(Body)).toMatchObject({ source: 'shop', detail: { price: 12 } });
  const reasons = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
  expect(Object.fromEntries(reasons)).toEqual({
    RULE_ARN: rule,
    TARGET_ARN: arn,
    ERROR_CODE: 'NO_PERMISSIONS',
    ERROR_MESSAGE: expect.stringContaining('not authorized to perform: lambda:InvokeFunction'),
    RETRY_ATTEMPTS: '0',
  });
  await expect.poll(() => warnings.join()).toContain(`EventBridge dropped an event for ${gone}`);
  expect(await events()).toEqual([]);

  const { endpoint, region } = aws;
  const cloudwatch = new CloudWatchClient({ endpoint, region, credentials });
  onTestFinished(() => cloudwatch.destroy());
  const failures = async () => {
    const [hour, now] = [3_600_000, Date.now()];
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/Events',
        MetricName: 'FailedInvocations',
        Dimensions: [{ Name: 'RuleName', Value: 'all' }],
        StartTime: new Date(now - hour),
        EndTime: new Date(now + hour),
        Period: 3600,
        Statistics: ['Sum'],
      }),
    );
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  };
  await expect.poll(failures).toBe(2);
});

test('a target is tried again as often as its retry policy says', async () => {
  const tries: string[] = [];
  const { createQueue, createRule, putEvent, receiveMessage } = await startEvents({
    events: {
      minuteMs: 100,
      onDelivery: async ({ targetArn }) => {
        tries.push(targetArn);
        throw new Error('The target is ill.');
      },
    },
  });
  const [ill, dead] = [await createQueue('ill'), await createQueue('dead')];
  const RetryPolicy = { MaximumRetryAttempts: 2 };
  await createRule({ Name: 'all', EventPattern }, [
    { Arn: ill.arn, RetryPolicy, DeadLetterConfig: { Arn: dead.arn } },
  ]);
  await putEvent(event);
  expect((await receiveMessage(dead.url)).MessageAttributes).toMatchObject({
    EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
    RETRY_ATTEMPTS: { StringValue: '2' },
  });
  expect(tries).toEqual(Array(3).fill(ill.arn));
});

test('a rule has five targets, and one that is wrong fails alone', async () => {
  const { events, createQueue, createRule } = await startEvents();
  const { arn: Arn } = await createQueue('queue');
  await createRule({ Name: 'all', EventPattern }, [{ Arn }]);
  const put = (Targets: { Id: string; Arn: string; Input?: string }[]) =>
    events.send(new PutTargetsCommand({ Rule: 'all', Targets }));
  expect(
    await put([
      { Id: 'a', Arn: 'queue' },
      { Id: 'b', Arn, Input: '{' },
      { Id: 'c', Arn },
    ]),
  ).toMatchObject({
    FailedEntryCount: 2,
    FailedEntries: [
      {
        TargetId: 'a',
        ErrorMessage: 'Parameter queue is not valid. Reason: Provided Arn is not in correct format.',
      },
      { TargetId: 'b', ErrorCode: 'ValidationException' },
    ],
  });
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: 'all' }));
  expect(Targets.map(({ Id }) => Id)).toEqual(['0', 'c']);
  await expect(put(['1', '2', '3', '4'].map((Id) => ({ Id, Arn })))).rejects.toMatchObject({
    name: 'LimitExceededException',
  });
  await expect(
    put([{ Id: 'd', Arn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s' }]),
  ).rejects.toMatchObject({
    name: 'NotImplemented',
  });
  const named = await events.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn }));
  expect(named.RuleNames).toEqual(['all']);
});
