import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { onTestFinished } from 'vitest';

/** Reads statistics of what was measured in the last minutes; undefined where nothing was. */
export function metricsOf(endpoint: string) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CloudWatchClient({ endpoint, region: 'us-east-1', credentials });
  onTestFinished(() => client.destroy());

  return async (
    Namespace: string,
    dimensions: Readonly<Record<string, string>>,
    wanted: Readonly<Record<string, string>>,
  ): Promise<Record<string, number | undefined>> => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const names = Object.entries(wanted);
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.now() - 300_000),
        EndTime: new Date(Date.now() + 60_000),
        MetricDataQueries: names.map(([MetricName, Stat], index) => ({
          Id: `m${index}`,
          MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 600, Stat },
        })),
      }),
    );
    return Object.fromEntries(names.map(([name], index) => [name, MetricDataResults[index]?.Values?.[0]]));
  };
}
