import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { listenersVariable, type Trigger } from '@darkroom/lambda-kit';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';
import { privateQueue } from './private-queue.ts';
import { mayReceive } from './queue-permission.ts';

export interface Listener {
  readonly name: string;
  readonly events: Extract<Trigger, { on: unknown }>['on'];
  readonly timeoutSeconds: number;
}

const tries = 5;

/** A queue for each function that listens to images' events: one that fails delays no other. */
export class ImageListeners extends Construct {
  /** Gets the events whose function failed five times. */
  readonly failures: SqsQueue;
  readonly #queues = new Map<string, { readonly queue: SqsQueue; readonly events: Listener['events'] }>();

  constructor(
    scope: Construct,
    id: string,
    props: { readonly prefix: string; readonly listeners: readonly Listener[] },
  ) {
    super(scope, id);
    const { prefix, listeners } = props;
    this.failures = privateQueue(this, 'failures', { name: `${prefix}-failed-listeners` });
    for (const { name, events, timeoutSeconds } of listeners)
      this.#queues.set(name, {
        events,
        queue: privateQueue(this, `queue-${name}`, {
          name: `${prefix}-on-${name}`,
          visibilityTimeoutSeconds: 6 * timeoutSeconds,
          redrivePolicy: JSON.stringify({ deadLetterTargetArn: this.failures.arn, maxReceiveCount: tries }),
        }),
      });
  }

  get arns(): string[] {
    return [...this.#queues.values()].map(({ queue }) => queue.arn);
  }

  /** For `publish-changes`. */
  get variables(): Record<string, string> {
    const entries = [...this.#queues].map(([name, { queue, events }]) => [
      name,
      { queue: queue.url, events },
    ]);
    return { [listenersVariable]: JSON.stringify(Object.fromEntries(entries)) };
  }

  /** Call this once for each listener, when its function is made. */
  connect(name: string, consumer: PipelineFunction): void {
    const found = this.#queues.get(name);
    if (!found) throw new Error(`${name} is no listener.`);
    new LambdaEventSourceMapping(this, `mapping-${name}`, {
      eventSourceArn: found.queue.arn,
      functionName: consumer.arn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
      dependsOn: [mayReceive(this, `${name}-permission`, found.queue, consumer)],
    });
  }
}
