import { getSpan } from './api/get-span.ts';
import { getTrail } from './api/get-trail.ts';
import { invokeFunction } from './api/invoke-function.ts';
import { listInvocations } from './api/list-invocations.ts';
import { listTrails } from './api/list-trails.ts';
import { replaySpan } from './api/replay-span.ts';
import { watch } from './api/watch.ts';
import type { ConsoleRoute } from './route.ts';

/** Every operation of the console's API. */
export const consoleRoutes: readonly ConsoleRoute[] = [
  listTrails,
  getTrail,
  getSpan,
  replaySpan,
  watch,
  listInvocations,
  invokeFunction,
];
