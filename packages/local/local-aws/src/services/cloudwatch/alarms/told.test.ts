import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalAwsOptions } from '../../../start-local-aws.ts';
import { patience } from '../../lambda/testing/processes.ts';
import { connectLambda } from '../../lambda/testing/start-lambda.ts';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { startSns } from '../../sns/testing/start-sns.ts';

const AlarmName = 'too many';
const alarm = {
  AlarmName,
  Namespace: 'App',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'stage', Value: 'dev' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 3,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
} satisfies PutMetricAlarmCommandInput;

/** A cloud in which a minute of alarms is a second, a topic with a queue, and what the tests do with alarms. */
async function start(options: LocalAwsOptions = {}) {
  const { aws, topic, subscribe, setTopic, createQueue, receive } = await startSns({
    cloudWatch: { alarmSpeed: 60 },
    ...options,
  });
  const inbox = await createQueue('inbox');
  await subscribe(inbox.arn);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CloudWatchClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  onTestFinished(() => client.destroy());

  async function state() {
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
    return MetricAlarms[0]?.StateValue;
  }
  return {
    aws,
    client,
    topic,
    createQueue,
    receive,
    setTopicPolicy: (statement: object) =>
      setTopic('Policy', JSON.stringify({ Statement: { ...statement, Resource: topic } })),
    put: (more: Partial<PutMetricAlarmCommandInput> = {}) =>
      client.send(new PutMetricAlarmCommand({ ...alarm, ...more })),
    /** Values of metrics, by their names; all at the same time. */
    measure: (values: Record<string, number>) =>
      client.send(
        new PutMetricDataCommand({
          Namespace: alarm.Namespace,
          MetricData: Object.entries(values).map(([MetricName, Value]) => ({
            ...{ MetricName, Value, Dimensions: alarm.Dimensions },
          })),
        }),
      ),
    becomes: (wanted: string) => expect.poll(state, patience).toBe(wanted),
    /** The next message of the topic. */
    async told() {
      const { Subject, Message } = JSON.parse(await receive(inbox.url));
      return { subject: Subject, ...JSON.parse(Message) };
    },
  };
}

test('a fault is told to a topic, and its end', async () => {
  const { put, measure, told, becomes, topic, client } = await start();
  await put({ AlarmActions: [topic], OKActions: [topic], AlarmDescription: 'Look at the log' });
  await becomes('OK');
  expect(await told()).toMatchObject({
    OldStateValue: 'INSUFFICIENT_DATA',
    NewStateReason:
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
  });

  await measure({ Errors: 4 });
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  expect(await told()).toEqual({
    subject: 'ALARM: "too many" in US East (N. Virginia)',
    AlarmName,
    AlarmDescription: 'Look at the log',
    AWSAccountId: '000000000000',
    AlarmConfigurationUpdatedTimestamp: time,
    NewStateValue: 'ALARM',
    NewStateReason: expect.stringMatching(
      /^Threshold Crossed: 1 out of the last 1 datapoints \[4\.0 \(\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d\)\] was greater than the threshold \(3\.0\) \(minimum 1 datapoint for OK -> ALARM transition\)\.$/,
    ),
    StateChangeTime: time,
    Region: 'US East (N. Virginia)',
    AlarmArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:too many',
    OldStateValue: 'OK',
    OKActions: [topic],
    AlarmActions: [topic],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: 'Errors',
      Namespace: 'App',
      StatisticType: 'Statistic',
      Statistic: 'SUM',
      Unit: null,
      Dimensions: [{ value: 'dev', name: 'stage' }],
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 3,
      TreatMissingData: 'notBreaching',
      EvaluateLowSampleCountPercentile: '',
    },
  });
  expect(await told()).toMatchObject({ OldStateValue: 'ALARM', NewStateValue: 'OK' });

  const { AlarmHistoryItems = [] } = await client.send(
    new DescribeAlarmHistoryCommand({ AlarmName, ScanBy: 'TimestampAscending' }),
  );
  expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
    'Alarm "too many" created',
    'Alarm updated from INSUFFICIENT_DATA to OK',
    `Successfully executed action ${topic}`,
    'Alarm updated from OK to ALARM',
    `Successfully executed action ${topic}`,
    'Alarm updated from ALARM to OK',
    `Successfully executed action ${topic}`,
  ]);
});

test('the default event bus is told of each new state, also of an alarm that has no actions', async () => {
  const { aws, put, becomes, createQueue, receive } = await start();
  const events = new EventBridgeClient({
    ...{ endpoint: aws.endpoint, region: aws.region },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => events.destroy());
  const states = await createQueue('states');
  const EventPattern = JSON.stringify({ source: ['aws.cloudwatch'] });
  await events.send(new PutRuleCommand({ Name: 'alarms', EventPattern }));
  const Targets = [{ Id: 'queue', Arn: states.arn }];
  await events.send(new PutTargetsCommand({ Rule: 'alarms', Targets }));
  await put({ ActionsEnabled: false, AlarmDescription: 'Look at the log' });
  await becomes('OK');
  const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  expect(JSON.parse(await receive(states.url))).toMatchObject({
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: '000000000000',
    resources: ['arn:aws:cloudwatch:us-east-1:000000000000:alarm:too many'],
    detail: {
      alarmName: AlarmName,
      configuration: {
        description: 'Look at the log',
        metrics: [
          {
            id: expect.any(String),
            metricStat: {
              metric: { namespace: 'App', name: 'Errors', dimensions: { stage: 'dev' } },
              period: 60,
              stat: 'Sum',
            },
            returnData: true,
          },
        ],
      },
      previousState: { value: 'INSUFFICIENT_DATA', reason: expect.any(String), timestamp },
      state: { value: 'OK', reason: expect.any(String), timestamp },
    },
  });
});

test('an alarm on an expression compares its values, and invokes a function that lets it', async () => {
  const { aws, put, measure, becomes, client } = await start();
  const { create, lambda } = connectLambda(aws.endpoint);
  const { FunctionArn = '' } = await create('listener', 'export const handler = async () => {};');
  const permission = {
    FunctionName: 'listener',
    Action: 'lambda:InvokeFunction',
    Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
  };
  const stat = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: {
      Metric: { Namespace: alarm.Namespace, MetricName, Dimensions: alarm.Dimensions },
      Period: 60,
      Stat: 'Sum',
    },
    ReturnData: false,
  });
  const { Namespace, MetricName, Dimensions, Statistic, Period, ...rule } = alarm;
  const Metrics = [
    { Id: 'rate', Expression: '100 * FILL(errors, 0) / calls', Label: 'Error rate', ReturnData: true },
    stat('errors', 'Errors'),
    stat('calls', 'Calls'),
  ];
  await client.send(
    new PutMetricAlarmCommand({ ...rule, Metrics, Threshold: 20, AlarmActions: [FunctionArn] }),
  );
  const actions = async () => {
    const request = { AlarmName, HistoryItemType: 'Action' } as const;
    const { AlarmHistoryItems = [] } = await client.send(new DescribeAlarmHistoryCommand(request));
    return AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary);
  };

  await measure({ Errors: 1, Calls: 4 });
  const refused = `Failed to execute action ${FunctionArn}. Received error: "CloudWatch may not invoke ${FunctionArn}"`;
  await expect.poll(actions, patience).toEqual([refused]);
  await becomes('OK'); // without calls there is no rate, and none is good

  await lambda.send(new AddPermissionCommand({ ...permission, StatementId: 'alarms' }));
  await measure({ Errors: 1, Calls: 4 });
  await expect.poll(actions, patience).toEqual([`Successfully executed action ${FunctionArn}`, refused]);

  const found = await client.send(new DescribeAlarmsForMetricCommand({ Namespace, MetricName, Dimensions }));
  expect(found.MetricAlarms?.map((each) => [each.AlarmName, each.Metrics?.[0]?.Label])).toEqual([
    [AlarmName, 'Error rate'],
  ]);
  await expect(put({ Metrics })).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a state that is set by hand is told, unless actions are switched off, and survives a restart', async () => {
  const dataDir = await temporaryFolder();
  const { aws, put, told, topic, client } = await start({ dataDir });
  const set = (StateValue: 'ALARM' | 'OK', StateReason: string) =>
    client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
  await put({ AlarmActions: [topic], TreatMissingData: 'ignore' }); // so that no evaluation changes it

  await client.send(new DisableAlarmActionsCommand({ AlarmNames: [AlarmName] }));
  await set('ALARM', 'unheard');
  await set('OK', 'unheard');
  await client.send(new EnableAlarmActionsCommand({ AlarmNames: [AlarmName] }));
  await set('ALARM', 'to try it');
  expect(await told()).toMatchObject({ NewStateReason: 'to try it' });
  await expect(
    client.send(new SetAlarmStateCommand({ AlarmName: 'other', StateValue: 'OK', StateReason: '' })),
  ).rejects.toMatchObject({ name: 'ResourceNotFound' });

  await aws.close();
  const again = await start({ dataDir });
  const { MetricAlarms } = await again.client.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
  expect(MetricAlarms).toMatchObject([{ AlarmName, StateReason: 'to try it', ActionsEnabled: true }]);
});

test('a topic is told as its policy allows, and the default policy does', async () => {
  const { client, put, topic, setTopicPolicy } = await start({ enforceIam: true });
  const outcomes = async () => {
    const request = { AlarmName, HistoryItemType: 'Action' } as const;
    const { AlarmHistoryItems = [] } = await client.send(new DescribeAlarmHistoryCommand(request));
    return AlarmHistoryItems.map(({ HistoryData = '' }) => JSON.parse(HistoryData).actionState);
  };
  const set = (StateValue: 'ALARM' | 'OK') =>
    client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'to try it' }));
  await put({ AlarmActions: [topic], TreatMissingData: 'ignore' });
  await set('ALARM');
  expect(await outcomes()).toEqual(['Succeeded']);

  await setTopicPolicy({
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sns:Publish',
  });
  await set('OK');
  await set('ALARM');
  expect(await outcomes()).toEqual(['Failed', 'Succeeded']);
});
