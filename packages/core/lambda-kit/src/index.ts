export { type AddedManifest, addedManifestSchema, unbuiltManifestSchema } from './added-manifest.ts';
export { MissingEnvironmentError, readEnvironment } from './environment.ts';
export { eventBusVariable, eventSource } from './event-bus.ts';
export type { ImageEvent } from './image-event.ts';
export { listenersVariable, parseListeners } from './listener-queues.ts';
export {
  defineAddedManifest,
  defineManifest,
  type EnvironmentValue,
  type FunctionManifest,
  type Permission,
  type ResourceName,
} from './manifest.ts';
export { memoryOfFunction } from './memory-of-function.ts';
export { type ImageEventHandler, onImageEvent } from './on-image-event.ts';
export { problemResponse, problemTitles } from './problem-response.ts';
export { s3Addressing } from './s3-addressing.ts';
export { streamPermissions } from './stream-permissions.ts';
export {
  createLogger,
  createMetrics,
  type Logger,
  type Metrics,
  MetricUnit,
  metricsNamespace,
} from './telemetry.ts';
export { type Tracing, tracingPermission, untraced } from './tracing/tracing.ts';
export { imageEventTypes, type Trigger } from './trigger.ts';
export { parseWebhookQueues } from './webhook-queues.ts';
