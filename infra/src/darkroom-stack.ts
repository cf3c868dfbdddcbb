import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition/index.js';
import { manifest as deliverWebhooksManifest } from '@darkroom/deliver-webhooks/manifest';
import { onDemandTag } from '@darkroom/image-store/on-demand-tag';
import { manifest as imagesApiManifest } from '@darkroom/images-api/manifest';
import { manifest as invalidateCacheManifest } from '@darkroom/invalidate-cache/manifest';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import { manifest as processUploadManifest } from '@darkroom/process-upload/manifest';
import { manifest as publishChangesManifest } from '@darkroom/publish-changes/manifest';
import { manifest as recordFailureManifest } from '@darkroom/record-failure/manifest';
import { manifest as runStepsManifest } from '@darkroom/run-steps/manifest';
import { bufferedHandler, manifest as serveImageManifest } from '@darkroom/serve-image/manifest';
import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { readAddedFunctions } from './added-functions.ts';
import { bucketNames } from './bucket-names.ts';
import { checkWebhooks } from './check-webhooks.ts';
import { eventBus } from './constructs/event-bus.ts';
import { FailedEvents } from './constructs/failed-events.ts';
import { ImageDelivery } from './constructs/image-delivery.ts';
import { ImageListeners, type Listener } from './constructs/image-listeners.ts';
import { type FunctionRoute, ImagesRestApi } from './constructs/images-rest-api.ts';
import { ImagesTable } from './constructs/images-table.ts';
import type { WatchedFunction } from './constructs/monitoring/function-alarms.ts';
import { PrivateBucket } from './constructs/private-bucket.ts';
import { privateQueue } from './constructs/private-queue.ts';
import { ReadySteps } from './constructs/ready-steps.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import { UploadNotifications } from './constructs/upload-notifications.ts';
import { uploadRoles } from './constructs/upload-role.ts';
import { UploadsQueue } from './constructs/uploads-queue.ts';
import { WebhookQueues } from './constructs/webhook-queues.ts';
import { functionMaker, makeAdded } from './function-maker.ts';
import { awsProvider, cloudFrontProvider } from './provider.ts';
import type { Settings } from './settings.ts';
import { keepState } from './state.ts';
import { stackName } from './state-place.ts';
import { makeSteps, stepsResource } from './steps.ts';
import { readViewerFunction } from './viewer-function.ts';
import { alarmedWebhooks, watchStack } from './watch-stack.ts';

/** Two paths each: a distribution has at most 15 with wildcards in progress. */
const imagesPerInvalidation = 7;

export interface DarkroomStackProps {
  readonly config: PipelineConfig;
  readonly settings: Settings;
  /** Contains a folder per function, with its `dist/function.zip`. */
  readonly functionsDir: string;
}

/** The whole pipeline, on any target. Throws `StackError` for what must not be deployed. */
export class DarkroomStack extends TerraformStack {
  constructor(scope: Construct, { config, settings, functionsDir }: DarkroomStackProps) {
    const prefix = `${config.name}-${settings.stage}`;
    const { target } = settings;
    super(scope, stackName(config, settings));
    checkWebhooks(config.webhooks, target);
    this.addOverride('terraform.required_version', '>= 1.11.0'); // S3's own locking of the state
    keepState(this, prefix, settings, config.region);
    const tags = { project: config.name, stage: settings.stage };
    awsProvider(this, settings, config.region, tags);
    const awsOfCloudFront = cloudFrontProvider(this, settings, tags);
    const { accountId } = new DataAwsCallerIdentity(this, 'caller');
    const { partition } = new DataAwsPartition(this, 'partition');
    const names = bucketNames(prefix, config.buckets, accountId);
    const disposable = target !== 'aws'; // on AWS a typing mistake must not delete photos or their catalog
    const bucket = { incompleteUploadDays: config.retention.incompleteUploadDays, disposable };
    const originals = new PrivateBucket(this, 'originals', {
      ...bucket,
      name: names.originals,
      ...(config.originals.versioned ? { noncurrentDays: config.originals.noncurrentDays } : {}),
    });
    const variants = new PrivateBucket(this, 'variants', {
      ...bucket,
      name: names.variants,
      expiring: { tag: onDemandTag, days: config.delivery.onDemandDays },
    });
    const overlays = new PrivateBucket(this, 'overlays', { ...bucket, name: names.overlays });
    const table = new ImagesTable(this, 'images', { name: `${prefix}-images`, disposable });

    const functions: WatchedFunction[] = [];
    const makeFunction = functionMaker(this, { config, settings, prefix, functionsDir, made: functions });
    const added = readAddedFunctions(functionsDir);
    const keysPath = `/${config.name}/${settings.stage}/delivery-keys`;
    const parameters = (path: string) => ({
      name: path,
      arn: `arn:${partition}:ssm:${config.region}:${accountId}:parameter${path}`,
    });
    const deliveryKeys = parameters(keysPath);
    const stores = { originals, variants, overlays, table, 'delivery-keys': deliveryKeys };
    const decodeSteps = makeSteps(config.steps, 'decode', added, makeFunction, stores);
    const processUpload = makeFunction({
      manifest: processUploadManifest,
      resources: {
        originals,
        variants: { name: variants.name, arn: variants.arn, copied: config.duplicates === 'copy' },
        table,
        steps: stepsResource(decodeSteps),
      },
      ...config.functions.processUpload,
      ...(config.intake.mode === 'direct' && config.intake.reservedConcurrency !== undefined
        ? { reservedConcurrency: config.intake.reservedConcurrency }
        : {}),
    });
    const delivery = new ImageDelivery(this, 'delivery', {
      prefix,
      variants,
      config,
      settings,
      cloudFrontProvider: awsOfCloudFront,
      viewerFunction: () => readViewerFunction(functionsDir),
      server: makeFunction({
        manifest: serveImageManifest,
        resources: stores,
        ...(target === 'localstack' ? { handler: bufferedHandler } : {}),
        ...config.functions.serveImage,
      }),
    });
    const imagesApi = makeFunction({
      manifest: imagesApiManifest,
      resources: {
        originals,
        table,
        'process-upload': processUpload,
        delivery: { name: delivery.url, arn: [] },
        'delivery-keys': deliveryKeys,
      },
      ...config.functions.imagesApi,
    });

    const failedEvents = new FailedEvents(this, 'failed-events', { prefix });
    const recordFailure = makeFunction({
      manifest: recordFailureManifest,
      resources: {
        originals,
        table,
        'process-upload': processUpload,
        'failed-events-topic': { name: failedEvents.topicArn, arn: failedEvents.topicArn },
        'unrecorded-failures': failedEvents.unrecorded,
      },
      ...config.functions.recordFailure,
    });
    failedEvents.recordBy(recordFailure);
    failedEvents.takeFrom(processUpload);

    const uploads =
      config.intake.mode === 'queue'
        ? new UploadsQueue(this, 'uploads', {
            prefix,
            source: { arn: originals.arn, accountId },
            consumer: processUpload,
            consumerTimeoutSeconds: config.functions.processUpload.timeoutSeconds,
            maximumConcurrency: config.intake.maximumConcurrency,
            recorder: recordFailure,
            recorderTimeoutSeconds: config.functions.recordFailure.timeoutSeconds,
            failedEvents,
          })
        : undefined;
    new UploadNotifications(this, 'upload-notifications', {
      bucket: originals,
      consumer: processUpload,
      accountId,
      ...(uploads ? { queue: uploads } : {}),
    });

    const webhooks = new WebhookQueues(this, 'webhooks', {
      prefix,
      endpoints: config.webhooks.map(({ name }) => name),
      alarmed: {
        endpoints: alarmedWebhooks(config),
        topicArns: `arn:${partition}:sns:*:${accountId}:${prefix}-alarms`,
      },
      deliveryTimeoutSeconds: config.functions.deliverWebhooks.timeoutSeconds,
    });
    const failedChanges = privateQueue(this, 'failed-changes', { name: `${prefix}-failed-changes` });
    const all = { ...stores, 'process-upload': processUpload, delivery: { name: delivery.url, arn: [] } };
    const readySteps = makeSteps(config.steps, 'ready', added, makeFunction, all);
    const listeners: Listener[] = added.flatMap(({ name, trigger, timeoutSeconds }) =>
      'on' in trigger ? [{ name, events: trigger.on, timeoutSeconds }] : [],
    );
    if (readySteps.size > 0)
      listeners.push({ name: 'run-steps', events: ['image.ready'], timeoutSeconds: 60 });
    const listening =
      listeners.length > 0 ? new ImageListeners(this, 'listeners', { prefix, listeners }) : undefined;
    const queues = { name: webhooks.name, arn: [...webhooks.arn, ...(listening?.arns ?? [])] };
    const bus = eventBus(this, config.events, { prefix, partition, region: config.region, accountId });
    const publishChanges = makeFunction({
      manifest: publishChangesManifest,
      resources: { table, 'webhook-queues': queues, 'event-bus': bus, 'failed-changes': failedChanges },
      variables: { ...listening?.variables, ...bus.variables },
      ...config.functions.publishChanges,
    });
    new StreamConsumer(this, 'changes', {
      streamArn: table.streamArn,
      consumer: publishChanges,
      failuresArn: failedChanges.arn,
    });
    if (delivery.distribution) {
      const invalidateCache = makeFunction({
        manifest: invalidateCacheManifest,
        resources: { distribution: delivery.distribution, table, 'failed-changes': failedChanges },
        memoryMb: 256,
        timeoutSeconds: 30,
      });
      new StreamConsumer(this, 'deletions', {
        streamArn: table.streamArn,
        consumer: invalidateCache,
        failuresArn: failedChanges.arn,
        changes: 'withdrawn',
        batchSize: imagesPerInvalidation,
        batchingSeconds: 10,
      });
    }
    if (config.webhooks.length > 0) {
      const secretsPath = `/${config.name}/${settings.stage}/webhooks`;
      const deliverWebhooks = makeFunction({
        manifest: deliverWebhooksManifest,
        resources: {
          'webhook-queues': webhooks,
          'webhook-secrets': parameters(secretsPath),
        },
        // Only in the embedded cloud may a webhook go to the developer's own machine, to try it there.
        ...(target === 'aws' ? {} : { variables: { ALLOW_PRIVATE_ADDRESSES: 'true' } }),
        ...config.functions.deliverWebhooks,
      });
      webhooks.deliverBy(deliverWebhooks);
    }
    const routes: FunctionRoute[] = [];
    for (const manifest of added) {
      const { name, trigger } = manifest;
      if ('step' in trigger) continue;
      const made = makeAdded(makeFunction, manifest, all);
      if ('on' in trigger) listening?.connect(name, made);
      else routes.push({ path: trigger.route, handler: made });
    }
    if (readySteps.size > 0) {
      const runner = makeFunction({
        manifest: runStepsManifest,
        resources: { originals, variants, table, steps: stepsResource(readySteps) },
        memoryMb: 256,
        timeoutSeconds: 60,
      });
      listening?.connect('run-steps', runner);
      new ReadySteps(this, 'ready-steps', {
        runner,
        functions: readySteps,
        failuresArn: failedEvents.queue.arn,
      });
    }
    watchStack(this, {
      ...{ prefix, config, settings, accountId, table, functions, makeFunction },
      ...{ failedEvents, failedChanges, webhooks, listening, uploads, delivery },
      cloudFrontProvider: awsOfCloudFront,
    });
    const { allowedOrigins } = config.uploads;
    const api = new ImagesRestApi(this, 'rest-api', {
      name: prefix,
      handler: imagesApi,
      config,
      settings,
      routes,
    });
    const pages = allowedOrigins.includes('*') ? ['*'] : [...api.origins, ...allowedOrigins];
    // POST a form, or begin and complete an upload in parts; PUT, list and abort its parts.
    originals.allowPages(pages, ['POST', 'PUT', 'GET', 'DELETE']);

    this.output({
      api_url: api.url,
      delivery_url: delivery.url,
      delivery_keys_path: keysPath,
      ...(delivery.keyValueStoreArn === undefined
        ? {}
        : { delivery_key_value_store: delivery.keyValueStoreArn }),
      ...(delivery.dnsTarget === undefined ? {} : { delivery_dns_target: delivery.dnsTarget }),
      originals_bucket: originals.name,
      variants_bucket: variants.name,
      overlays_bucket: overlays.name,
      table_name: table.name,
      process_upload_function: processUpload.name,
      record_failure_function: recordFailure.name,
      failed_events_topic: failedEvents.topicArn,
      images_api_function: imagesApi.name,
      publish_changes_function: publishChanges.name,
      ...bus.outputs,
      ...uploadRoles(this, config.uploaders, { prefix, region: config.region, settings, originals }),
      ...(api.usagePlanId === undefined ? {} : { usage_plan_id: api.usagePlanId }),
    });
  }

  /** Scripts and tests read these exact names. */
  private output(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) {
      new TerraformOutput(this, name, { value, staticId: true });
    }
  }
}
