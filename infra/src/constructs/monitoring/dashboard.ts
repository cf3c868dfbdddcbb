import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js';
import type { Construct } from 'constructs';
import type { WatchedFunction } from './function-alarms.ts';
import { ownMetric } from './own-metric.ts';

export interface DashboardProps {
  readonly prefix: string;
  readonly region: string;
  readonly functions: readonly WatchedFunction[];
  readonly failureQueues: readonly string[];
  readonly api: { readonly name: string; readonly stage: string };
  readonly distributionId: string | undefined;
  /** Of CloudFront's logs, if there are any. */
  readonly distributionLogs: string | undefined;
  /** Dollars for a gigabyte-second of Lambda, and for an invocation. */
  readonly price: { readonly gbSecond: number; readonly request: number };
}

type Properties = Readonly<Record<string, unknown>>;

const width = 8; // of a dashboard's 24 columns
const height = 6;

/** What the stage does and costs. Of logs, CloudWatch reads and bills what is looked at. */
export function dashboard(scope: Construct, props: DashboardProps): void {
  const widgets = [...work(props), ...cost(props), ...requests(props)].map((properties, index) => ({
    type: 'query' in properties ? 'log' : 'metric',
    x: (index % 3) * width,
    y: Math.floor(index / 3) * height,
    width,
    height,
    properties: { region: props.region, ...properties },
  }));
  new CloudwatchDashboard(scope, 'dashboard', {
    dashboardName: props.prefix,
    dashboardBody: JSON.stringify({ widgets }),
  });
}

function work(props: DashboardProps): Properties[] {
  const { functions, failureQueues } = props;
  const processUpload = watched(functions, 'process-upload');
  const { logGroup } = processUpload;
  const counted = (name: string, options: Properties) => {
    const { namespace, metricName, dimensions } = ownMetric('process-upload', processUpload.name, name);
    return metric(namespace, metricName, dimensions, options);
  };
  return [
    graph('Images', 'Sum', [
      counted('ImagesProcessed', { label: 'ready' }),
      counted('ImagesFailed', { label: 'failed' }),
    ]),
    query(
      'Failed images by code',
      [logGroup],
      'filter message = "failed" | stats count() as images by code',
      'table',
    ),
    graph(
      'Processing: p50 to p99',
      'p50',
      ['p50', 'p90', 'p99'].map((stat) => counted('ProcessingTime', { stat, label: stat })),
    ),
    query(
      'Milliseconds of each step',
      [logGroup],
      'filter message = "ready" | stats avg(durations.downloadMs) as download, avg(durations.renderMs) as render, avg(durations.uploadMs) as upload by bin(1h)',
    ),
    graph(
      'Concurrent executions',
      'Maximum',
      functions.map(({ role, name }) =>
        metric('AWS/Lambda', 'ConcurrentExecutions', { FunctionName: name }, { label: role }),
      ),
    ),
    graph(
      'Queues of failures',
      'Maximum',
      failureQueues.map((QueueName) =>
        metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName }),
      ),
    ),
  ];
}

function cost(props: DashboardProps): Properties[] {
  const groups = props.functions.map(({ logGroup }) => logGroup);
  const gigabyteSeconds = 'sum(@billedDuration * @memorySize) / 1024000000000'; // milliseconds, and millionths of a megabyte, of which a gigabyte has 1,024
  const { gbSecond, request } = props.price;
  const dollars = `${gigabyteSeconds} * ${gbSecond} + count(*) * ${request.toFixed(7)}`;
  return [
    query(
      'Cold starts',
      groups,
      'filter @type = "REPORT" and ispresent(@initDuration) | stats count() as starts, avg(@initDuration) as ms by @log',
      'table',
    ),
    query(
      'GB-seconds and dollars of Lambda',
      groups,
      `filter @type = "REPORT" | stats ${gigabyteSeconds} as gbSeconds, ${dollars} as dollars by @log`,
      'table',
    ),
    query(
      'Bytes: originals and all of their variants',
      [watched(props.functions, 'process-upload').logGroup],
      'filter message = "ready" | stats sum(bytesIn) as originals, sum(bytesOut) as variants by bin(1h)',
    ),
  ];
}

function requests({ api, distributionId, distributionLogs }: DashboardProps): Properties[] {
  const dimensions = { ApiName: api.name, Stage: api.stage };
  const ofDistribution = { DistributionId: distributionId ?? '', Region: 'Global' };
  return [
    graph('API', 'Sum', [
      metric('AWS/ApiGateway', 'Count', dimensions),
      metric('AWS/ApiGateway', '4XXError', dimensions),
      metric('AWS/ApiGateway', '5XXError', dimensions),
    ]),
    ...(distributionId === undefined
      ? []
      : [
          {
            ...graph('Pictures', 'Sum', [metric('AWS/CloudFront', 'Requests', ofDistribution)]),
            region: 'us-east-1',
          },
        ]),
    ...(distributionLogs === undefined
      ? []
      : [
          {
            ...query(
              'Pictures by cache result',
              [distributionLogs],
              'stats count() as requests by `x-edge-result-type`',
              'table',
            ),
            region: 'us-east-1',
          },
        ]),
  ];
}

function graph(title: string, stat: string, metrics: readonly unknown[]): Properties {
  return { title, stat, metrics, period: 300, view: 'timeSeries' };
}

function metric(
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
  options: Properties = {},
) {
  return [namespace, name, ...Object.entries(dimensions).flat(), options];
}

function query(title: string, groups: readonly string[], text: string, view = 'timeSeries'): Properties {
  const sources = groups.map((group) => `SOURCE '${group}'`).join(' | ');
  return { title, query: `${sources} | ${text}`, view };
}

function watched(functions: readonly WatchedFunction[], wanted: string): WatchedFunction {
  const found = functions.find(({ role }) => role === wanted);
  if (!found) throw new Error(`The stack has no function ${wanted}.`);
  return found;
}
