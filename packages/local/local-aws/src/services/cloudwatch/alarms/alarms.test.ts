import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';
import { protocols } from '../testing/protocols.ts';

async function connect(config: Partial<CloudWatchClientConfig> = {}) {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const { endpoint, region } = aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CloudWatchClient({ endpoint, region, credentials, ...config });
  onTestFinished(() => client.destroy());
  return client;
}

const alarm: PutMetricAlarmCommandInput & { AlarmName: string } = {
  AlarmName: 'photos-astray',
  AlarmDescription: 'Says why',
  ActionsEnabled: true,
  AlarmActions: ['arn:aws:sns:us-east-1:000000000000:on-call'],
  MetricName: 'Astray',
  Namespace: 'Photos',
  Statistic: 'Sum',
  Dimensions: [{ Name: 'function', Value: 'serve' }],
  Period: 300,
  EvaluationPeriods: 12,
  DatapointsToAlarm: 3,
  Threshold: 0.5,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'ignore', // so that no evaluation changes its state
};
const put = new PutMetricAlarmCommand({ ...alarm, Tags: [{ Key: 'stage', Value: 'dev' }] });

describe.each(Object.entries(protocols))('by %s', (_, config) => {
  test('an alarm is described as it was put, until it is deleted', async () => {
    const client = await connect(config);
    await client.send(put);

    const described = await client.send(new DescribeAlarmsCommand({ AlarmNames: [alarm.AlarmName] }));
    expect(described.MetricAlarms).toMatchObject([
      {
        ...alarm,
        AlarmArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:photos-astray',
        StateValue: 'INSUFFICIENT_DATA',
        AlarmConfigurationUpdatedTimestamp: expect.any(Date),
      },
    ]);
    const age = Date.now() - Number(described.MetricAlarms?.[0]?.AlarmConfigurationUpdatedTimestamp);
    expect(age).toBeLessThan(60_000);

    await client.send(new DeleteAlarmsCommand({ AlarmNames: [alarm.AlarmName] }));
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}));
    expect(MetricAlarms).toEqual([]);
    await expect(
      client.send(new DeleteAlarmsCommand({ AlarmNames: [alarm.AlarmName] })),
    ).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });

  test('the tags of an alarm are those that it was made with, and changed by its ARN alone', async () => {
    const client = await connect(config);
    await client.send(put);
    await client.send(new PutMetricAlarmCommand({ ...alarm, Tags: [{ Key: 'stage', Value: 'other' }] }));
    const ResourceARN = 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:photos-astray';
    const tags = async () => (await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;
    expect(await tags()).toEqual([{ Key: 'stage', Value: 'dev' }]);

    await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'team', Value: 'a' }] }));
    await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['stage'] }));
    expect(await tags()).toEqual([{ Key: 'team', Value: 'a' }]);
    await expect(
      client.send(new ListTagsForResourceCommand({ ResourceARN: `${ResourceARN}-2` })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

test.each([
  [{ Period: 45 }, 'ValidationException'],
  [{ DatapointsToAlarm: 13 }, 'ValidationException'],
  [{ EvaluationPeriods: 289 }, 'ValidationException'],
  [{ Statistic: 'Median' as 'Sum' }, 'ValidationException'],
  [{ ExtendedStatistic: 'p99' }, 'ValidationException'], // besides the statistic
  [{ Statistic: undefined, ExtendedStatistic: 'tm90' }, 'NotImplemented'],
  [{ MetricName: undefined }, 'ValidationException'],
  [{ AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] }, 'NotImplemented'],
])('an alarm with %j is refused: %s', async (wrong, name) => {
  const client = await connect();
  await expect(client.send(new PutMetricAlarmCommand({ ...alarm, ...wrong }))).rejects.toMatchObject({
    name,
  });
});

test('an alarm on an expression has at most ten metrics, as on AWS', async () => {
  const client = await connect();
  const over = (count: number) => {
    const metrics = Array.from({ length: count }, (_, index) => ({
      Id: `m${index}`,
      ReturnData: false,
      MetricStat: { Metric: { Namespace: 'Photos', MetricName: `Lost${index}` }, Period: 300, Stat: 'Sum' },
    }));
    const sum = { Id: 'sum', Expression: `SUM([${metrics.map(({ Id }) => Id).join(',')}])` };
    const { AlarmName, Threshold, ComparisonOperator } = alarm;
    const rule = { AlarmName, Threshold, ComparisonOperator, EvaluationPeriods: 1 };
    return client.send(new PutMetricAlarmCommand({ ...rule, Metrics: [...metrics, sum] }));
  };
  await over(10);
  await expect(over(11)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a list of alarms has as many as are asked for, and goes on', async () => {
  const client = await connect();
  for (const AlarmName of ['a-1', 'a-2', 'b-1'])
    await client.send(new PutMetricAlarmCommand({ ...alarm, AlarmName }));
  const page = await client.send(new DescribeAlarmsCommand({ MaxRecords: 2 }));
  const next = await client.send(new DescribeAlarmsCommand({ NextToken: page.NextToken }));
  const names = [page, next].map(({ MetricAlarms = [] }) => MetricAlarms.map((each) => each.AlarmName));
  expect(names).toEqual([['a-1', 'a-2'], ['b-1']]);
  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'a' }));
  expect(MetricAlarms?.length).toBe(2);
});
