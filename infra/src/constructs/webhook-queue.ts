import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';
import { policyDocument, tlsOnly } from './tls-only.ts';

const retentionSeconds = 14 * 24 * 3600; // SQS's longest

export interface WebhookQueueProps {
  readonly prefix: string;
  /** Of the function that will deliver; a message stays hidden for six times as long, as Lambda's guide advises. */
  readonly deliveryTimeoutSeconds: number;
}

/** Deliveries that wait for their endpoint, and those given up after about a day of attempts. */
export class WebhookQueue extends Construct {
  /** The queue's URL. */
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { prefix, deliveryTimeoutSeconds }: WebhookQueueProps) {
    super(scope, id);
    const failures = this.queue('failures', { name: `${prefix}-webhook-failures` });
    const deliveries = this.queue('deliveries', {
      name: `${prefix}-webhook-deliveries`,
      visibilityTimeoutSeconds: 6 * deliveryTimeoutSeconds,
      // The function waits 15 s, 30 s … 1 h between attempts.
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: failures.arn, maxReceiveCount: 30 }),
    });
    this.name = deliveries.url;
    this.arn = deliveries.arn;
  }

  /** Each message by itself: an endpoint that is down holds up none of the others. */
  deliverBy(consumer: PipelineFunction): void {
    new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: this.arn,
      functionName: consumer.arn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
  }

  private queue(
    id: string,
    props: { name: string; visibilityTimeoutSeconds?: number; redrivePolicy?: string },
  ): SqsQueue {
    const queue = new SqsQueue(this, id, {
      ...props,
      messageRetentionSeconds: retentionSeconds,
      sqsManagedSseEnabled: true,
    });
    new SqsQueuePolicy(this, `${id}-policy`, {
      queueUrl: queue.url,
      policy: policyDocument([tlsOnly('sqs', [queue.arn])]),
    });
    return queue;
  }
}
