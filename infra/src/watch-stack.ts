import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { manifest as countStuckManifest, stuckAfterVariable } from '@darkroom/count-stuck/manifest';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import type { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import type { FailedEvents } from './constructs/failed-events.ts';
import type { ImageDelivery } from './constructs/image-delivery.ts';
import type { ImageListeners } from './constructs/image-listeners.ts';
import { apiStage } from './constructs/images-rest-api.ts';
import type { ImagesTable } from './constructs/images-table.ts';
import type { WatchedFunction } from './constructs/monitoring/function-alarms.ts';
import { Monitoring } from './constructs/monitoring/monitoring.ts';
import { stuckAfterMinutes } from './constructs/monitoring/stuck-images.ts';
import type { UploadsQueue } from './constructs/uploads-queue.ts';
import type { WebhookQueues } from './constructs/webhook-queues.ts';
import type { MakeFunction } from './function-maker.ts';
import type { Settings } from './settings.ts';

export interface WatchedStack {
  readonly prefix: string;
  readonly config: PipelineConfig;
  readonly settings: Settings;
  readonly accountId: string;
  readonly table: ImagesTable;
  /** All that were made; one is added. */
  readonly functions: readonly WatchedFunction[];
  readonly makeFunction: MakeFunction;
  readonly failedEvents: FailedEvents;
  readonly failedChanges: SqsQueue;
  readonly webhooks: WebhookQueues;
  readonly listening: ImageListeners | undefined;
  readonly uploads: UploadsQueue | undefined;
  readonly delivery: ImageDelivery;
  cloudFrontProvider(): { readonly provider?: TerraformProvider };
}

/** Webhooks that want alarms, by name. */
export function alarmedWebhooks({ webhooks }: Pick<PipelineConfig, 'webhooks'>): string[] {
  return webhooks.flatMap(({ name, events }) => (events?.includes('alarm') ? [name] : []));
}

/** Alarms and dashboard over what the stack has made, if the configuration wants them. */
export function watchStack(scope: Construct, stack: WatchedStack): void {
  const { prefix, config, settings, accountId, functions, table, webhooks, uploads } = stack;
  const { monitoring, region, architecture } = config;
  if (!monitoring) return;
  const { distribution } = stack.delivery;
  const counter = stack.makeFunction({
    manifest: countStuckManifest,
    resources: { table },
    variables: {
      [stuckAfterVariable]: String(stuckAfterMinutes(config.functions.processUpload.timeoutSeconds)),
    },
    memoryMb: 256,
    timeoutSeconds: 60,
  });
  new Monitoring(scope, 'monitoring', {
    prefix,
    config: monitoring,
    settings,
    region,
    architecture,
    accountId,
    functions,
    queues: { failures: failureQueues(stack), ...(uploads ? { uploads: uploads.name } : {}) },
    webhookQueues: webhooks.arnsOf(alarmedWebhooks(config)),
    counter,
    api: { name: prefix, stage: apiStage },
    distribution: distribution && {
      id: distribution.name,
      server: distribution.server,
      logs: distribution.logs,
      ...stack.cloudFrontProvider(),
    },
  });
}

/** Where events end that somebody must look at. */
function failureQueues({ failedEvents, failedChanges, webhooks, listening }: WatchedStack) {
  const queues = [
    {
      queue: failedEvents.queue,
      alarm: 'failed-events',
      description: 'Lambda gave up on uploads or removals.',
    },
    {
      queue: failedEvents.unrecorded,
      alarm: 'unrecorded-failures',
      description: 'Failures could not be recorded in the catalog.',
    },
    {
      queue: failedChanges,
      alarm: 'failed-changes',
      description: 'Changes of the catalog were given up before they were counted and sent.',
    },
    {
      queue: webhooks.failures,
      alarm: 'failed-webhooks',
      description: 'An endpoint has not taken a webhook for a day.',
    },
    {
      queue: listening?.failures,
      alarm: 'failed-listeners',
      description: 'A function of your own failed five times for an event.',
    },
  ];
  return queues.flatMap(({ queue, ...alarm }) => (queue ? [{ name: queue.name, ...alarm }] : []));
}
