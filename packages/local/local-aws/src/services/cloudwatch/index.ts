import { createGunzip } from 'node:zlib';
import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import type { AwsRequest } from '../../protocol/message.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { queryService } from '../../protocol/query.ts';
import { isRpcCbor, rpcCborService } from '../../protocol/rpc-cbor.ts';
import { deleteAlarms } from './alarms/operations/delete-alarms.ts';
import { describeAlarmHistory } from './alarms/operations/describe-alarm-history.ts';
import { describeAlarms } from './alarms/operations/describe-alarms.ts';
import { describeAlarmsForMetric } from './alarms/operations/describe-alarms-for-metric.ts';
import { listTagsForResource } from './alarms/operations/list-tags-for-resource.ts';
import { putMetricAlarm } from './alarms/operations/put-metric-alarm.ts';
import { setAlarmState } from './alarms/operations/set-alarm-state.ts';
import { disableAlarmActions, enableAlarmActions } from './alarms/operations/switch-alarm-actions.ts';
import { tagResource } from './alarms/operations/tag-resource.ts';
import { untagResource } from './alarms/operations/untag-resource.ts';
import { watchAlarms } from './alarms/watch-alarms.ts';
import { openCloudWatchState } from './cloudwatch-state.ts';
import { deleteDashboards } from './dashboards/operations/delete-dashboards.ts';
import { getDashboard } from './dashboards/operations/get-dashboard.ts';
import { listDashboards } from './dashboards/operations/list-dashboards.ts';
import { putDashboard } from './dashboards/operations/put-dashboard.ts';
import { getMetricData } from './metrics/operations/get-metric-data.ts';
import { getMetricStatistics } from './metrics/operations/get-metric-statistics.ts';
import { listMetrics } from './metrics/operations/list-metrics.ts';
import { putMetricData } from './metrics/operations/put-metric-data.ts';
import { forCbor, forJson, forQuery, written } from './protocols.ts';

/** As often as AWS's services report their levels. */
const measureEveryMs = 60_000;

/**
 * Amazon CloudWatch: metrics, alarms and dashboards, by all three protocols that its clients speak.
 *
 * Gaps: composite alarms, log alarms, tags of dashboards, anomaly detectors, metric streams, Metrics Insights and `SEARCH`;
 * actions other than topics and functions. Metric math has arithmetic, comparisons, `AND` and `OR`, and `SUM`, `AVG`, `MIN`,
 * `MAX`, `ABS`, `CEIL`, `FLOOR`, `FILL`, `IF`, `METRICS` and `PERIOD`; of the extended statistics percentiles are known.
 * GetMetricData answers with everything at once.
 *
 * By design:
 * - Metrics are in memory and do not survive a restart. Of each metric the last ten minutes are kept by the second, 1,440
 *   minutes before them by the minute; of more than 5,000 metrics, those that were measured last the longest ago are
 *   forgotten. Percentiles are right to about 1 %.
 * - Alarms are evaluated each second while there are any, and their periods end with that second; on AWS each minute. So an
 *   alarm of one period tells within a second, and all others after the periods that they need.
 *   `startLocalAws({ cloudWatch: { alarmSpeed: 60 } })` and `--alarm-speed 60` let 60 seconds of a period pass in one: an
 *   alarm with a period of 300 then looks at the measurements of the last 5 seconds. Metrics themselves are read as they are.
 * - An alarm looks at two periods more than it evaluates, for those that are missing. Its state survives a restart, its
 *   history (the last 1,000 items of all alarms) does not.
 * - A metric has the unit with which it was first reported.
 * - Of AWS's own metrics there are those of Lambda by FunctionName (Invocations, Errors, Throttles, Duration,
 *   ConcurrentExecutions, IteratorAge, AsyncEventsReceived, AsyncEventAge, AsyncEventsDropped, DestinationDeliveryFailures,
 *   DeadLetterErrors), of SQS by QueueName (NumberOfMessagesSent, NumberOfMessagesReceived, NumberOfMessagesDeleted,
 *   NumberOfEmptyReceives, and as levels ApproximateNumberOfMessagesVisible, ApproximateNumberOfMessagesNotVisible,
 *   ApproximateNumberOfMessagesDelayed, ApproximateAgeOfOldestMessage), of API Gateway by ApiName with and without Stage (Count,
 *   4XXError, 5XXError, Latency), of CloudFront by DistributionId and Region (Requests, TotalErrorRate, 4xxErrorRate,
 *   5xxErrorRate), and of DynamoDB UserErrors, and SystemErrors and ThrottledRequests by TableName and Operation. They are
 *   there at once, and those of CloudFront in the one region.
 * - A level is measured whenever somebody reads metrics, and each minute. Statistics take it as measured once a minute.
 */
export const createCloudWatch: ServiceFactory = async (cloud) => {
  const state = await openCloudWatchState(cloud);
  const { alarms, metrics } = state;
  const operations = [
    ...[
      deleteAlarms,
      deleteDashboards,
      describeAlarmHistory,
      describeAlarms,
      describeAlarmsForMetric,
      disableAlarmActions,
      enableAlarmActions,
      getDashboard,
      listDashboards,
      listTagsForResource,
      putDashboard,
      putMetricAlarm,
      setAlarmState,
      tagResource,
      untagResource,
    ].map(oneChangeAtATime(alarms.exclusive)),
    getMetricData,
    getMetricStatistics,
    listMetrics,
    putMetricData,
  ];
  const service = { name: 'monitoring', iamPrefix: 'cloudwatch', cloud, state };
  const json = jsonService({ ...service, version: '1.0', operations: written(operations, forJson) });
  const query = queryService({
    ...service,
    namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    operations: written(operations, forQuery),
  });
  const cbor = rpcCborService({ ...service, operations: written(operations, forCbor) });
  let timer: NodeJS.Timeout | undefined;
  let stopWatching: (() => Promise<void>) | undefined;

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
      stopWatching = watchAlarms(cloud, alarms, metrics);
    },
    async close() {
      clearInterval(timer);
      await stopWatching?.();
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
