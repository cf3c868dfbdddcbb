import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import type { AwsRequest } from '../../protocol/message.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { queryService } from '../../protocol/query.ts';
import { isRpcCbor, rpcCborService } from '../../protocol/rpc-cbor.ts';
import { openCloudWatchState } from './cloudwatch-state.ts';
import { deleteAlarms } from './operations/delete-alarms.ts';
import { describeAlarms } from './operations/describe-alarms.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putMetricAlarm } from './operations/put-metric-alarm.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { forJson, forQuery, written } from './protocols.ts';

/**
 * Amazon CloudWatch: alarms on metrics, by all three protocols that its clients speak.
 *
 * Gaps: metrics, so that alarms stay in INSUFFICIENT_DATA; alarms on expressions, on several metrics and on percentiles;
 * composite alarms, alarm history, dashboards, anomaly detectors and metric streams.
 *
 * Without effect (stored and returned): the actions of alarms.
 */
export const createCloudWatch: ServiceFactory = async (cloud) => {
  const operations = [
    deleteAlarms,
    describeAlarms,
    listTagsForResource,
    putMetricAlarm,
    tagResource,
    untagResource,
  ].map(oneChangeAtATime());
  const service = { name: 'monitoring', iamPrefix: 'cloudwatch', cloud, state: openCloudWatchState(cloud) };
  const json = jsonService({ ...service, version: '1.0', operations: written(operations, forJson) });
  const query = queryService({
    ...service,
    namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    operations: written(operations, forQuery),
  });
  const cbor = rpcCborService({ ...service, operations });

  function protocolOf(request: AwsRequest) {
    if (isRpcCbor(request)) return cbor;
    return request.headers['x-amz-target'] === undefined ? query : json;
  }
  return { services: [{ ...query, handle: (request) => protocolOf(request).handle(request) }] };
};
