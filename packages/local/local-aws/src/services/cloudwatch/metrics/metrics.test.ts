import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDataQuery,
  PutMetricDataCommand,
  type StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../start-local-aws.ts';
import { protocols } from '../testing/protocols.ts';

const minuteMs = 60_000;
/** A whole minute, some minutes ago, so that no test sees its end. */
const start = Math.floor(Date.now() / minuteMs) * minuteMs - 10 * minuteMs;
const at = (seconds: number) => new Date(start + seconds * 1000);
const window = { StartTime: at(0), EndTime: at(300) };

let aws: LocalAws;
let client: CloudWatchClient;
beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
  client = connect();
});
afterAll(async () => {
  client?.destroy();
  await aws?.close();
});

function connect(config = {}) {
  const { endpoint, region } = aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new CloudWatchClient({ endpoint, region, credentials, ...config });
}

/** Puts `[seconds, value]` pairs of a metric. */
function put(Namespace: string, MetricName: string, ...values: [seconds: number, value: number][]) {
  return client.send(
    new PutMetricDataCommand({
      Namespace,
      MetricData: values.map(([seconds, Value]) => ({ MetricName, Timestamp: at(seconds), Value })),
    }),
  );
}

function stat(Id: string, Namespace: string, MetricName: string, Stat: string): MetricDataQuery {
  const Metric = { Namespace, MetricName };
  return { Id, MetricStat: { Metric, Period: 60, Stat }, ReturnData: false };
}

async function values(...queries: MetricDataQuery[]) {
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({ MetricDataQueries: queries, ...window, ScanBy: 'TimestampAscending' }),
  );
  return MetricDataResults.map(({ Timestamps = [], Values = [] }) =>
    Object.fromEntries(Timestamps.map((time, index) => [(Number(time) - start) / 1000, Values[index]])),
  );
}

describe.each(Object.entries(protocols))('by %s', (name, config) => {
  test('what was measured is read back by period, with each statistic', async () => {
    const own = connect(config);
    const Namespace = `App/${name}`;
    const Dimensions = [{ Name: 'stage', Value: 'dev' }];
    await own.send(
      new PutMetricDataCommand({
        Namespace,
        MetricData: [
          { MetricName: 'Took', Dimensions, Timestamp: at(5), Value: 10, Unit: 'Milliseconds' },
          { MetricName: 'Took', Dimensions, Timestamp: at(50), Values: [20, 30], Counts: [2, 1] },
          {
            MetricName: 'Took',
            Dimensions,
            Timestamp: at(70),
            StatisticValues: { SampleCount: 4, Sum: 100, Minimum: 1, Maximum: 60 },
          },
        ],
      }),
    );

    const { Datapoints = [], Label } = await own.send(
      new GetMetricStatisticsCommand({
        Namespace,
        MetricName: 'Took',
        Dimensions,
        ...window,
        Period: 60,
        Statistics: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'],
      }),
    );
    expect(Label).toBe('Took');
    expect(Datapoints.sort((a, b) => Number(a.Timestamp) - Number(b.Timestamp))).toEqual([
      {
        ...{ Timestamp: at(0), Unit: 'Milliseconds' },
        ...{ SampleCount: 4, Average: 20, Sum: 80, Minimum: 10, Maximum: 30 },
      },
      {
        ...{ Timestamp: at(60), Unit: 'Milliseconds' },
        ...{ SampleCount: 4, Average: 25, Sum: 100, Minimum: 1, Maximum: 60 },
      },
    ]);

    const percentiles = await own.send(
      new GetMetricStatisticsCommand({
        ...{ Namespace, MetricName: 'Took', Dimensions, Period: 60 },
        ...{ StartTime: at(0), EndTime: at(60), ExtendedStatistics: ['p50', 'p100'] },
      }),
    );
    expect(percentiles.Datapoints?.[0]?.ExtendedStatistics).toEqual({
      p50: expect.closeTo(20, 0),
      p100: 30,
    });

    const MetricStat = { Metric: { Namespace, MetricName: 'Took', Dimensions }, Period: 60, Stat: 'Sum' };
    const read = await own.send(
      new GetMetricDataCommand({ MetricDataQueries: [{ Id: 'm1', MetricStat }], ...window }),
    );
    expect(read.MetricDataResults).toEqual([
      expect.objectContaining({
        ...{ Id: 'm1', Label: 'Took', StatusCode: 'Complete' },
        ...{ Timestamps: [at(60), at(0)], Values: [100, 80] },
      }),
    ]);
    const listed = await own.send(new ListMetricsCommand({ Namespace, Dimensions: [{ Name: 'stage' }] }));
    expect(listed.Metrics).toEqual([{ Namespace, MetricName: 'Took', Dimensions }]);
    own.destroy();
  });
});

test('a metric is known by all its dimensions, and by no fewer', async () => {
  const data = { MetricName: 'Seen', Dimensions: [{ Name: 'a', Value: '1' }], Timestamp: at(1), Value: 1 };
  await client.send(new PutMetricDataCommand({ Namespace: 'Dimensions', MetricData: [data] }));
  expect(await values({ ...stat('m1', 'Dimensions', 'Seen', 'Sum'), ReturnData: true })).toEqual([{}]);
});

describe('metric math', () => {
  beforeAll(async () => {
    await put('Math', 'Errors', [0, 1], [120, 3]);
    await put('Math', 'Calls', [0, 4], [60, 8], [120, 0]);
  });
  const m1 = stat('m1', 'Math', 'Errors', 'Sum');
  const m2 = stat('m2', 'Math', 'Calls', 'Sum');

  test.each([
    ['m1 + m2 * 2 - 1', { 0: 8, 120: 2 }],
    ['-(m1 - m2) / 2', { 0: 1.5, 120: -1.5 }],
    ['100 * m1 / m2', { 0: 25 }], // nothing where it divides by zero
    ['SUM([m1, m2])', { 0: 5, 60: 8, 120: 3 }],
    ['SUM(METRICS())', { 0: 5, 60: 8, 120: 3 }],
    ['m2 / MAX(m2)', { 0: 0.5, 60: 1, 120: 0 }],
    ['FILL(m1, 0)', { 0: 1, 60: 0, 120: 3, 180: 0, 240: 0 }],
    ['FILL(m1, REPEAT)', { 0: 1, 60: 1, 120: 3, 180: 3, 240: 3 }],
    ['FILL(m1, LINEAR)', { 0: 1, 60: 2, 120: 3 }],
    ['IF(m2 > 3 AND m2 < 8, 1, 0)', { 0: 1, 60: 0, 120: 0 }],
    ['IF(m2 >= 8 || m2 == 0, m2)', { 60: 8, 120: 0 }],
    ['PERIOD(m1) * CEIL(m1 / 2)', { 0: 60, 120: 120 }],
  ])('%s', async (Expression, expected) => {
    expect(await values(m1, m2, { Id: 'e1', Expression })).toEqual([expected]);
  });

  test.each([
    ['m1 +', 'ValidationException'],
    ['m3 * 2', 'ValidationException'],
    ['SUM(m1)', 'ValidationException'], // a number, not a time series
    ['e1 + 1', 'ValidationException'],
    ["SEARCH('{Math} Errors', 'Sum', 60)", 'NotImplemented'],
  ])('%s is refused: %s', async (Expression, name) => {
    await expect(values(m1, { Id: 'e1', Expression })).rejects.toMatchObject({ name });
  });
});

test.each<[wrong: object, name: string]>([
  [{ Value: 1, Values: [1] }, 'InvalidParameterCombinationException'],
  [{}, 'MissingRequiredParameterException'],
  [{ Values: [1, 2], Counts: [1] }, 'InvalidParameterValueException'],
  [{ Value: 1, Timestamp: new Date(start - 15 * 86_400_000) }, 'InvalidParameterValueException'],
  [{ Value: 1, Unit: 'Pounds' as StandardUnit }, 'ValidationException'],
  ...[Number.NaN, Number.POSITIVE_INFINITY, 1e308, -(2 ** 361)].map((Value): [object, string] => [
    { Value },
    'InvalidParameterValueException',
  ]),
  [{ Values: [1], Counts: [-1] }, 'InvalidParameterValueException'],
  [{ StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 2, Maximum: 1 } }, 'InvalidParameterValueException'],
  ...['é', ' ', 'a\u0001'].map((Value): [object, string] => [
    { Value: 1, Dimensions: [{ Name: 'n', Value }] },
    'InvalidParameterValueException',
  ]),
  [{ Value: 1, Dimensions: [{ Name: ':n', Value: 'v' }] }, 'InvalidParameterValueException'],
])('a measurement of %j is refused: %s', async (wrong, name) => {
  const MetricData = [{ MetricName: 'Wrong', ...wrong }];
  await expect(client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData }))).rejects.toMatchObject(
    { name },
  );
});

test('nobody but AWS measures in its namespaces', async () => {
  await expect(put('AWS/Lambda', 'Errors', [0, 1])).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});

test('a request that the SDK compresses is read', async () => {
  const MetricData = Array.from({ length: 400 }, (_, index) => ({
    ...{ MetricName: 'Many', Value: index, Timestamp: at(index % 60) },
    Dimensions: [{ Name: 'name', Value: 'the same, and long enough to be worth it' }],
  }));
  await client.send(new PutMetricDataCommand({ Namespace: 'Compressed', MetricData }));
  const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'Compressed' }));
  expect(Metrics).toHaveLength(1);
});
