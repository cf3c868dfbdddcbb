import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';
import { privateQueue } from './private-queue.ts';

export interface WebhookQueuesProps {
  readonly prefix: string;
  /** Names of the endpoints. */
  readonly endpoints: readonly string[];
  /** Those that the topics of alarms may send to, and the pattern of the topics' ARNs. */
  readonly alarmed: { readonly endpoints: readonly string[]; readonly topicArns: string };
  /** Timeout of the delivering function; a message stays hidden for six times as long, as Lambda's guide advises. */
  readonly deliveryTimeoutSeconds: number;
}

/** AWS's minimum. So an endpoint that never answers occupies at most this many executions, for ten seconds each. */
const concurrentBatches = 2;

/**
 * One queue per endpoint, so that an endpoint that is down or slow delays only its own events. Events that failed for about
 * a day go to one queue for all endpoints. Without endpoints there is no queue.
 */
export class WebhookQueues extends Construct {
  /** Gets what no endpoint took; absent without endpoints. */
  readonly failures: SqsQueue | undefined;
  readonly #queues: Readonly<Record<string, SqsQueue>>;

  constructor(scope: Construct, id: string, props: WebhookQueuesProps) {
    super(scope, id);
    const { prefix, endpoints } = props;
    if (endpoints.length > 0)
      this.failures = privateQueue(this, 'failures', { name: `${prefix}-failed-webhooks` });
    this.#queues = this.failures ? makeQueues(this, this.failures, props) : {};
  }

  /** The queues' URLs by endpoint, as JSON. */
  get name(): string {
    const urls = Object.entries(this.#queues).map(([endpoint, { url }]) => [endpoint, url]);
    return JSON.stringify(Object.fromEntries(urls));
  }

  get arn(): readonly string[] {
    return Object.values(this.#queues).map(({ arn }) => arn);
  }

  /** Those that alarms are sent to. */
  arnsOf(endpoints: readonly string[]): string[] {
    return Object.entries(this.#queues).flatMap(([name, { arn }]) => (endpoints.includes(name) ? [arn] : []));
  }

  deliverBy(consumer: PipelineFunction): void {
    for (const [endpoint, { arn }] of Object.entries(this.#queues)) {
      new LambdaEventSourceMapping(this, `mapping-${endpoint}`, {
        eventSourceArn: arn,
        functionName: consumer.arn,
        batchSize: 10,
        functionResponseTypes: ['ReportBatchItemFailures'],
        scalingConfig: { maximumConcurrency: concurrentBatches },
      });
    }
  }
}

function makeQueues(scope: Construct, failures: SqsQueue, props: WebhookQueuesProps) {
  const { prefix, endpoints, alarmed, deliveryTimeoutSeconds } = props;
  const queues = endpoints.map((endpoint) => [
    endpoint,
    privateQueue(scope, `queue-${endpoint}`, {
      name: `${prefix}-webhook-${endpoint}`, // at most SQS's 80 characters: 20 of each part, 30 of the endpoint
      visibilityTimeoutSeconds: 6 * deliveryTimeoutSeconds,
      // The function waits 15 s, 30 s … 1 h between attempts.
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: failures.arn, maxReceiveCount: 30 }),
      ...(alarmed.endpoints.includes(endpoint)
        ? { source: { service: 'sns.amazonaws.com', arn: alarmed.topicArns } }
        : {}),
    }),
  ]);
  return Object.fromEntries(queues) as Record<string, SqsQueue>;
}
