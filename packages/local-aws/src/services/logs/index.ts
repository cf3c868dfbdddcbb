import { jsonService } from '../../protocol/json.ts';
import type { ServiceFactory } from '../index.ts';
import { logsPort } from './logs-port.ts';
import { openLogsState } from './logs-state.ts';
import { createLogGroup } from './operations/createLogGroup.ts';
import { createLogStream } from './operations/createLogStream.ts';
import { deleteLogGroup } from './operations/deleteLogGroup.ts';
import { deleteLogStream } from './operations/deleteLogStream.ts';
import { deleteRetentionPolicy } from './operations/deleteRetentionPolicy.ts';
import { describeLogGroups } from './operations/describeLogGroups.ts';
import { describeLogStreams } from './operations/describeLogStreams.ts';
import { filterLogEvents } from './operations/filterLogEvents.ts';
import { getLogEvents } from './operations/getLogEvents.ts';
import { listTagsForResource } from './operations/listTagsForResource.ts';
import { putLogEvents } from './operations/putLogEvents.ts';
import { putRetentionPolicy } from './operations/putRetentionPolicy.ts';
import { tagResource } from './operations/tagResource.ts';
import { untagResource } from './operations/untagResource.ts';
import { expireEvents } from './retention.ts';

const expiryIntervalMs = 60 * 60 * 1000;

/**
 * Amazon CloudWatch Logs.
 *
 * Gaps: Insights, metric filters, subscriptions, exports, Live Tail, log classes, encryption keys; filter patterns with
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
          cloud.log.error('expired log events were not removed', { error: String(error) }),
        );
      }, expiryIntervalMs);
    },
    async close() {
      clearInterval(timer);
    },
  };
};
