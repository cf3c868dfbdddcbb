import { callApi } from './api/call-api.ts';
import { listFaults, replaceFaults } from './api/faults.ts';
import { getContent } from './api/get-content.ts';
import { getObject } from './api/get-object.ts';
import { getParameter } from './api/get-parameter.ts';
import { getSpan } from './api/get-span.ts';
import { getTrail } from './api/get-trail.ts';
import { invokeFunction } from './api/invoke-function.ts';
import { listAlarms } from './api/list-alarms.ts';
import { listApis } from './api/list-apis.ts';
import { listBuckets } from './api/list-buckets.ts';
import { listBuses } from './api/list-buses.ts';
import { listFunctions } from './api/list-functions.ts';
import { listInvocations } from './api/list-invocations.ts';
import { listItems } from './api/list-items.ts';
import { listObjects } from './api/list-objects.ts';
import { listParameters } from './api/list-parameters.ts';
import { listQueues } from './api/list-queues.ts';
import { listRoles } from './api/list-roles.ts';
import { listTables } from './api/list-tables.ts';
import { listTopics } from './api/list-topics.ts';
import { listTrails } from './api/list-trails.ts';
import { peekMessages } from './api/peek-messages.ts';
import { purgeQueue } from './api/purge-queue.ts';
import { redriveQueue } from './api/redrive-queue.ts';
import { replaySpan } from './api/replay-span.ts';
import { sendMessage } from './api/send-message.ts';
import { watch } from './api/watch.ts';
import type { ConsoleRoute } from './route.ts';

/** Every operation of the console's API. */
export const consoleRoutes: readonly ConsoleRoute[] = [
  callApi,
  listFaults,
  replaceFaults,
  getContent,
  getObject,
  getParameter,
  getSpan,
  getTrail,
  invokeFunction,
  listAlarms,
  listApis,
  listBuckets,
  listBuses,
  listFunctions,
  listInvocations,
  listItems,
  listObjects,
  listParameters,
  listQueues,
  listRoles,
  listTables,
  listTopics,
  listTrails,
  peekMessages,
  purgeQueue,
  redriveQueue,
  replaySpan,
  sendMessage,
  watch,
];
