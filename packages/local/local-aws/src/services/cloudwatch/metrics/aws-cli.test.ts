import { describe, expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';
import { awsCli, hasAwsCli } from '../../../testing/aws-cli.ts';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';

describe.skipIf(!hasAwsCli)('through the AWS CLI', () => {
  test('a metric is put and read', { timeout: 60_000 }, async () => {
    const aws = await startLocalAws({ port: 0 });
    onTestFinished(() => aws.close());
    const cli = awsCli(aws.endpoint, await temporaryFolder());
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const ofMetric = ['--namespace', 'App', '--metric-name', 'Took'];

    const data = [...ofMetric, '--dimensions', 'stage=dev', '--unit', 'Milliseconds'];
    await cli('cloudwatch', 'put-metric-data', ...data, '--timestamp', minutesAgo(5), '--value', '12.5');
    const statistics = JSON.parse(
      await cli(
        ...['cloudwatch', 'get-metric-statistics', ...ofMetric, '--dimensions', 'Name=stage,Value=dev'],
        ...['--start-time', minutesAgo(10), '--end-time', minutesAgo(0), '--period', '60'],
        ...['--statistics', 'Maximum', '--extended-statistics', 'p99'],
      ),
    );
    expect(statistics.Datapoints).toEqual([
      expect.objectContaining({
        ...{ Maximum: 12.5, Unit: 'Milliseconds', ExtendedStatistics: { p99: 12.5 } },
      }),
    ]);
    const listed = JSON.parse(await cli('cloudwatch', 'list-metrics', '--namespace', 'App'));
    expect(listed.Metrics).toEqual([
      { Namespace: 'App', MetricName: 'Took', Dimensions: [{ Name: 'stage', Value: 'dev' }] },
    ]);
  });
});
