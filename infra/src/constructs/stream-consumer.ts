import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { tableSchema } from '@darkroom/catalog/schema';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';

export interface StreamConsumerProps {
  readonly streamArn: string;
  readonly consumer: PipelineFunction;
  /** Of the queue that is told where in the stream a change stands that was given up; the consumer may send to it. */
  readonly failuresArn: string;
}

/** Of the consumer's own rows in the table it hears nothing: each would invoke it again. */
const imagesOnly = {
  dynamodb: { Keys: { [tableSchema.partitionKey]: { S: [{ prefix: tableSchema.imagePrefix }] } } },
};

const retryHours = 23;

/**
 * Lambda reads the changes of the table's images in order and hands them to the consumer. A batch that fails is split and tried
 * again, so an outage delays what follows. What still fails after 23 hours is given up and reported, an hour before
 * the stream would forget it without a word, and with it what waits behind.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, { streamArn, consumer, failuresArn }: StreamConsumerProps) {
    super(scope, id);
    new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: streamArn,
      functionName: consumer.arn,
      startingPosition: 'TRIM_HORIZON',
      filterCriteria: { filter: [{ pattern: JSON.stringify(imagesOnly) }] },
      batchSize: 100,
      maximumBatchingWindowInSeconds: 1,
      bisectBatchOnFunctionError: true,
      maximumRecordAgeInSeconds: retryHours * 3600,
      destinationConfig: { onFailure: { destinationArn: failuresArn } },
    });
  }
}
