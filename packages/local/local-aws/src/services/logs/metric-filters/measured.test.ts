import {
  DeleteMetricFilterCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  type MetricTransformation,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';
import { metricsOf } from '../../cloudwatch/testing/read-metrics.ts';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { connectLogs, logGroupName, startLogs } from '../testing/start-logs.ts';

const filterPattern = '{ $.level = "ERROR" && $.ms = * }';
const metric = { metricNamespace: 'Photos', metricName: 'Failed', metricValue: '1' };
const line = (level: string, more: object = {}) => JSON.stringify({ level, ...more });

test('a metric filter measures the events that match, until it is deleted', async () => {
  const { aws, logs, createStream, write } = await startLogs();
  const metrics = metricsOf(aws.endpoint);
  const put = (filterName: string, transformation: MetricTransformation) =>
    logs.send(
      new PutMetricFilterCommand({
        ...{ logGroupName, filterName, filterPattern, metricTransformations: [transformation] },
      }),
    );
  await createStream('one');
  await put('failed', { ...metric, defaultValue: 0 });
  await put('slow', { ...metric, metricName: 'Took', metricValue: '$.ms', dimensions: { code: '$.code' } });
  const failed = () => metrics('Photos', {}, { Failed: 'Sum' });

  const now = Date.now();
  await write('one', [now, line('INFO', { ms: 1 })], [now, 'ERROR']);
  expect(await failed()).toEqual({ Failed: 0 }); // nothing matched
  await write(
    'one',
    [now, line('ERROR', { ms: 30, code: 'x' })],
    [now, line('ERROR', { ms: 50, code: 'x' })],
  );
  expect(await failed()).toEqual({ Failed: 2 });
  expect(await metrics('Photos', { code: 'x' }, { Took: 'Average' })).toEqual({ Took: 40 });

  const { metricFilters } = await logs.send(new DescribeMetricFiltersCommand({ logGroupName }));
  expect(metricFilters).toMatchObject([
    { filterName: 'failed', filterPattern, metricTransformations: [{ ...metric, defaultValue: 0 }] },
    { filterName: 'slow' },
  ]);
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.[0]?.metricFilterCount).toBe(2);
  const remove = () => logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName: 'failed' }));
  await remove();
  await write('one', [now, line('ERROR', { ms: 1 })]);
  expect(await failed()).toEqual({ Failed: 2 });
  await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a metric filter survives a restart', async () => {
  const dataDir = await temporaryFolder();
  const { aws, logs, createStream } = await startLogs({ dataDir });
  await createStream('one');
  const metricTransformations = [metric];
  await logs.send(
    new PutMetricFilterCommand({ logGroupName, filterName: 'failed', filterPattern, metricTransformations }),
  );
  await aws.close();
  const again = await startLocalAws({ port: 0, dataDir });
  try {
    await connectLogs(again.endpoint).write('one', [Date.now(), line('ERROR', { ms: 1 })]);
    expect(await metricsOf(again.endpoint)('Photos', {}, { Failed: 'Sum' })).toEqual({ Failed: 1 });
  } finally {
    await again.close();
  }
});

test.each([
  [{ metricValue: '$size' }],
  [{ dimensions: { code: 'code' } }],
  [{ dimensions: { code: '$.code' }, defaultValue: 0 }],
])('a metric filter with %j is refused', async (wrong) => {
  const { logs } = await startLogs();
  const metricTransformations = [{ ...metric, ...wrong }];
  await expect(
    logs.send(
      new PutMetricFilterCommand({
        logGroupName,
        filterName: 'failed',
        filterPattern,
        metricTransformations,
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('a line in the embedded metric format measures what it says', async () => {
  const { aws, createStream, write } = await startLogs();
  const now = Date.now();
  const Metrics = [
    { Name: 'ready', Unit: 'Count' },
    { Name: 'took', Unit: 'Milliseconds' },
  ];
  const embedded = {
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [{ Namespace: 'Photos', Dimensions: [['service'], ['service', 'stage']], Metrics }],
    },
    ...{ service: 'resize', stage: 'dev', ready: 1, took: [10, 30] },
  };
  await createStream('one');
  await write(
    'one',
    [now, JSON.stringify(embedded).replace('30]', '30,1e400,1e308]')], // no metric can be that
    [now, `INFO ${JSON.stringify(embedded)}`],
    [now, '{"CloudWatchMetrics"'],
    [now, `${JSON.stringify({ ...embedded, ready: '1', stage: 5 })}\n`],
  );
  const metrics = metricsOf(aws.endpoint);
  const wanted = { ready: 'Sum', took: 'Average' };
  expect(await metrics('Photos', { service: 'resize' }, wanted)).toEqual({ ready: 1, took: 20 });
  expect(await metrics('Photos', { service: 'resize', stage: 'dev' }, { took: 'SampleCount' })).toEqual({
    took: 2,
  });
});
