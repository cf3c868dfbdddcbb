import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { logsPort } from './logs-port.ts';
import { openLogsState } from './logs-state.ts';
import { associateKmsKey } from './operations/associate-kms-key.ts';
import { createDelivery } from './operations/create-delivery.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { createLogStream } from './operations/create-log-stream.ts';
import { deleteDelivery } from './operations/delete-delivery.ts';
import { deleteDeliveryDestination } from './operations/delete-delivery-destination.ts';
import { deleteDeliverySource } from './operations/delete-delivery-source.ts';
import { deleteLogGroup } from './operations/delete-log-group.ts';
import { deleteLogStream } from './operations/delete-log-stream.ts';
import { deleteMetricFilter } from './operations/delete-metric-filter.ts';
import { deleteRetentionPolicy } from './operations/delete-retention-policy.ts';
import { describeDeliveries } from './operations/describe-deliveries.ts';
import { describeDeliveryDestinations } from './operations/describe-delivery-destinations.ts';
import { describeDeliverySources } from './operations/describe-delivery-sources.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { describeMetricFilters } from './operations/describe-metric-filters.ts';
import { disassociateKmsKey } from './operations/disassociate-kms-key.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getDelivery } from './operations/get-delivery.ts';
import { getDeliveryDestination } from './operations/get-delivery-destination.ts';
import { getDeliverySource } from './operations/get-delivery-source.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putDeliveryDestination } from './operations/put-delivery-destination.ts';
import { putDeliverySource } from './operations/put-delivery-source.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import { putMetricFilter } from './operations/put-metric-filter.ts';
import { putRetentionPolicy } from './operations/put-retention-policy.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateDeliveryConfiguration } from './operations/update-delivery-configuration.ts';
import { expireEvents } from './retention.ts';
import { spansService } from './spans/spans-service.ts';

const expiryIntervalMs = 60 * 60 * 1000;

/**
 * Amazon CloudWatch Logs.
 *
 * Gaps: Insights, subscriptions, exports, Live Tail, log classes, and filter patterns with regular
 * expressions or for fields between spaces, `[ip, user, status = 5*]`. `storedBytes` is always 0.
 * Deliveries are from CloudFront to log groups alone, and have no policies and no configuration templates.
 *
 * Without effect (stored and returned): deliveries, which deliver nothing, and KMS's keys.
 *
 * By design:
 * - The OTLP endpoint for traces takes JSON, and its spans are in `aws/spans` at once, as if Transaction Search were on. X-Ray
 *   itself is not there.
 * - A distribution is a delivery source in the one region that there is; on AWS in us-east-1 alone.
 * - Lines in the embedded metric format and metric filters measure at once.
 */
export const createLogs: ServiceFactory = async (cloud) => {
  const state = await openLogsState(cloud);
  const service = jsonService({
    name: 'logs',
    iamPrefix: 'logs',
    version: '1.1',
    cloud,
    state,
    operations: [
      associateKmsKey,
      createLogGroup,
      createLogStream,
      deleteLogGroup,
      deleteLogStream,
      disassociateKmsKey,
      deleteRetentionPolicy,
      describeLogGroups,
      describeLogStreams,
      filterLogEvents,
      getLogEvents,
      listTagsForResource,
      putLogEvents,
      putRetentionPolicy,
      tagResource,
      untagResource,
      describeMetricFilters,
      describeDeliveries,
      describeDeliveryDestinations,
      describeDeliverySources,
      getDelivery,
      getDeliveryDestination,
      getDeliverySource,
      ...[
        createDelivery,
        deleteMetricFilter,
        putMetricFilter,
        deleteDelivery,
        deleteDeliveryDestination,
        deleteDeliverySource,
        putDeliveryDestination,
        putDeliverySource,
        updateDeliveryConfiguration,
      ].map(oneChangeAtATime()),
    ],
  });
  const logs = logsPort(cloud, state);
  let timer: NodeJS.Timeout | undefined;
  return {
    services: [service, spansService(cloud, logs)],
    ports: { logs },
    async start() {
      await expireEvents(cloud, state);
      timer = setInterval(() => {
        expireEvents(cloud, state).catch((error: unknown) =>
          cloud.logFault('expired log events were not removed', error),
        );
      }, expiryIntervalMs);
    },
    async close() {
      clearInterval(timer);
    },
  };
};
