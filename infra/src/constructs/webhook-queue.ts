import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';
import { privateQueue } from './private-queue.ts';

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
    const failures = privateQueue(this, 'failures', { name: `${prefix}-webhook-failures` });
    const deliveries = privateQueue(this, 'deliveries', {
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
}
