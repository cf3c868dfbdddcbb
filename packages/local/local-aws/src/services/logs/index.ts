import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import { logsPort } from './logs-port.ts';
import { openLogsState } from './logs-state.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { createLogStream } from './operations/create-log-stream.ts';
import { deleteLogGroup } from './operations/delete-log-group.ts';
import { deleteLogStream } from './operations/delete-log-stream.ts';
import { deleteRetentionPolicy } from './operations/delete-retention-policy.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import { putRetentionPolicy } from './operations/put-retention-policy.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { expireEvents } from './retention.ts';

const expiryIntervalMs = 60 * 60 * 1000;

/**
 * Amazon CloudWatch Logs.
 *
 * Gaps: Insights, metric filters, subscriptions, exports, Live Tail, log classes, encryption keys, and filter patterns with
 * regular expressions or several conditions. `storedBytes` is always 0.
 */
export const createLogs: ServiceFactory = async (cloud) => {
  const state = openLogsState(cloud);
  const service = jsonService({
    name: 'logs',
    iamPrefix: 'logs',
    version: '1.1',
    cloud,
    state,
    operations: [
      createLogGroup,
      createLogStream,
      deleteLogGroup,
      deleteLogStream,
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
    ],
  });
  let timer: NodeJS.Timeout | undefined;
  return {
    services: [service],
    ports: { logs: logsPort(cloud, state) },
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
