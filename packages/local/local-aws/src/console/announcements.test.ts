import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type LocalAws, startLocalAws } from '../start-local-aws.ts';
import { askConsole } from './testing/ask.ts';

let aws: LocalAws;
let api: ReturnType<typeof askConsole>;
let sns: SNSClient;
let events: EventBridgeClient;
let cloudWatch: CloudWatchClient;

beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
  api = askConsole(aws.endpoint);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { endpoint: aws.endpoint, region: 'us-east-1', credentials };
  sns = new SNSClient(settings);
  events = new EventBridgeClient(settings);
  cloudWatch = new CloudWatchClient(settings);
});
afterAll(async () => {
  for (const client of [sns, events, cloudWatch]) client.destroy();
  await aws.close();
});

test('topics show who is subscribed, also beyond the first page', async () => {
  const names = Array.from({ length: 101 }, (_, n) => `news-${String(n).padStart(3, '0')}`);
  for (const Name of names) await sns.send(new CreateTopicCommand({ Name }));
  const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:000000000000:${name}`;
  const [topic, queue] = [arn('sns', 'news-100'), arn('sqs', 'frames')];
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: queue }));
  const { body } = await api.ask('/topics');
  const { topics } = z.object({ topics: z.array(z.object({ name: z.string() })) }).parse(body);
  expect(topics.map(({ name }) => name)).toEqual(names);
  expect(body).toMatchObject({
    topics: expect.arrayContaining([
      { name: 'news-000', arn: arn('sns', 'news-000'), subscriptions: [] },
      expect.objectContaining({
        name: 'news-100',
        subscriptions: [expect.objectContaining({ protocol: 'sqs', endpoint: queue })],
      }),
    ]),
  });
});

test('event buses show their rules, what those match and where they send it', async () => {
  await events.send(new CreateEventBusCommand({ Name: 'own' }));
  const rule = { Name: 'printed', EventBusName: 'own', EventPattern: '{"source":["prints"]}' };
  await events.send(new PutRuleCommand(rule));
  const Arn = 'arn:aws:sqs:us-east-1:000000000000:frames';
  await events.send(
    new PutTargetsCommand({ Rule: 'printed', EventBusName: 'own', Targets: [{ Id: '1', Arn }] }),
  );
  await events.send(
    new PutRuleCommand({ Name: 'hourly', ScheduleExpression: 'rate(1 hour)', State: 'DISABLED' }),
  );
  const printed = { name: 'printed', isEnabled: true, pattern: rule.EventPattern, targets: [Arn] };
  const hourly = { name: 'hourly', isEnabled: false, schedule: 'rate(1 hour)', targets: [] };
  expect((await api.ask('/buses')).body).toEqual({
    buses: [
      { name: 'default', rules: [hourly] },
      { name: 'own', rules: [printed] },
    ],
  });
});

test('alarms show their state, why, and whom they tell', async () => {
  const AlarmActions = ['arn:aws:sns:us-east-1:000000000000:news-000'];
  const metric = { Namespace: 'own', MetricName: 'torn', Statistic: 'Sum', Period: 60 } as const;
  const judged = { Threshold: 0, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 } as const;
  await cloudWatch.send(new PutMetricAlarmCommand({ AlarmName: 'torn', ...metric, ...judged, AlarmActions }));
  await cloudWatch.send(
    new SetAlarmStateCommand({ AlarmName: 'torn', StateValue: 'ALARM', StateReason: 'by hand' }),
  );
  expect((await api.ask('/alarms')).body).toEqual({
    alarms: [
      {
        name: 'torn',
        state: 'ALARM',
        reason: 'by hand',
        changedAt: expect.any(String),
        actions: AlarmActions,
      },
    ],
  });
});
