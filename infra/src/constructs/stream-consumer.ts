import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';

export interface StreamConsumerProps {
  readonly streamArn: string;
  readonly consumer: PipelineFunction;
}

/**
 * Lambda reads the table's changes in order and hands them to the consumer. A batch that fails is split and tried
 * again until it succeeds or the stream forgets it after a day: an outage delays what follows, it loses nothing.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, { streamArn, consumer }: StreamConsumerProps) {
    super(scope, id);
    new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: streamArn,
      functionName: consumer.arn,
      startingPosition: 'TRIM_HORIZON',
      batchSize: 100,
      maximumBatchingWindowInSeconds: 1,
      bisectBatchOnFunctionError: true,
    });
  }
}
