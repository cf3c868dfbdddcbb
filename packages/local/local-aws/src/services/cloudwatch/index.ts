import { createGunzip } from 'node:zlib';
import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import type { AwsRequest } from '../../protocol/message.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { queryService } from '../../protocol/query.ts';
import { isRpcCbor, rpcCborService } from '../../protocol/rpc-cbor.ts';
import { deleteAlarms } from './alarms/operations/delete-alarms.ts';
import { describeAlarms } from './alarms/operations/describe-alarms.ts';
import { listTagsForResource } from './alarms/operations/list-tags-for-resource.ts';
import { putMetricAlarm } from './alarms/operations/put-metric-alarm.ts';
import { tagResource } from './alarms/operations/tag-resource.ts';
import { untagResource } from './alarms/operations/untag-resource.ts';
import { openCloudWatchState } from './cloudwatch-state.ts';
import { getMetricData } from './metrics/operations/get-metric-data.ts';
import { getMetricStatistics } from './metrics/operations/get-metric-statistics.ts';
import { listMetrics } from './metrics/operations/list-metrics.ts';
import { putMetricData } from './metrics/operations/put-metric-data.ts';
import { forCbor, forJson, forQuery, written } from './protocols.ts';

/** As often as AWS's services report their levels. */
const measureEveryMs = 60_000;

/**
 * Amazon CloudWatch: metrics and alarms, by all three protocols that its clients speak.
 *
 * Gaps: alarms do not look at metrics, so that they stay in INSUFFICIENT_DATA; alarms on expressions, on several metrics and on
 * percentiles; composite alarms, alarm history, dashboards, anomaly detectors, metric streams, Metrics Insights and `SEARCH`. Metric math has
 * arithmetic, comparisons, `AND` and `OR`, and `SUM`, `AVG`, `MIN`, `MAX`, `ABS`, `CEIL`, `FLOOR`, `FILL`, `IF`, `METRICS` and
 * `PERIOD`; of the extended statistics percentiles are known. GetMetricData answers with everything at once.
 *
 * Without effect (stored and returned): the actions of alarms.
 *
 * By design:
 * - Metrics are in memory and do not survive a restart. Of each metric the last ten minutes are kept by the second, 1,440
 *   minutes before them by the minute; of more than 5,000 metrics, those that were measured last the longest ago are
 *   forgotten. Percentiles are right to about 1 %.
 * - A metric has the unit with which it was first reported.
 * - Of AWS's own metrics there are those of Lambda by FunctionName (Invocations, Errors, Throttles, Duration,
 *   ConcurrentExecutions, IteratorAge, AsyncEventsReceived, AsyncEventAge, AsyncEventsDropped, DestinationDeliveryFailures,
 *   DeadLetterErrors), of SQS by QueueName (NumberOfMessagesSent, NumberOfMessagesReceived, NumberOfMessagesDeleted,
 *   NumberOfEmptyReceives, and as levels ApproximateNumberOfMessagesVisible, ApproximateNumberOfMessagesNotVisible,
 *   ApproximateNumberOfMessagesDelayed, ApproximateAgeOfOldestMessage), of API Gateway by ApiName with and without Stage (Count,
 *   4XXError, 5XXError, Latency), and of CloudFront by DistributionId and Region (Requests, TotalErrorRate, 4xxErrorRate,
 *   5xxErrorRate). They are there at once, and those of CloudFront in the one region.
 * - A level is measured whenever somebody reads metrics, and each minute. Statistics take it as measured once a minute.
 */
export const createCloudWatch: ServiceFactory = async (cloud) => {
  const operations = [
    ...[deleteAlarms, describeAlarms, listTagsForResource, putMetricAlarm, tagResource, untagResource].map(
      oneChangeAtATime(),
    ),
    getMetricData,
    getMetricStatistics,
    listMetrics,
    putMetricData,
  ];
  const state = openCloudWatchState(cloud);
  const { metrics } = state;
  const service = { name: 'monitoring', iamPrefix: 'cloudwatch', cloud, state };
  const json = jsonService({ ...service, version: '1.0', operations: written(operations, forJson) });
  const query = queryService({
    ...service,
    namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    operations: written(operations, forQuery),
  });
  const cbor = rpcCborService({ ...service, operations: written(operations, forCbor) });
  let timer: NodeJS.Timeout | undefined;

  function protocolOf(request: AwsRequest) {
    if (isRpcCbor(request)) return cbor;
    return request.headers['x-amz-target'] === undefined ? query : json;
  }
  return {
    services: [{ ...query, handle: (request) => protocolOf(request).handle(uncompressed(request)) }],
    ports: { metrics },
    async start() {
      timer = setInterval(metrics.measure, measureEveryMs);
      timer.unref();
    },
    async close() {
      clearInterval(timer);
    },
  };
};

/** SDKs compress large requests of PutMetricData. */
function uncompressed(request: AwsRequest): AwsRequest {
  if (request.headers['content-encoding'] !== 'gzip') return request;
  const gunzip = createGunzip();
  request.body.once('error', (error) => gunzip.destroy(error));
  return { ...request, body: request.body.pipe(gunzip) };
}
