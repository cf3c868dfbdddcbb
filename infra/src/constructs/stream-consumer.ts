import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { tableSchema } from '@darkroom/catalog/schema';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';

export interface StreamConsumerProps {
  readonly streamArn: string;
  readonly consumer: PipelineFunction;
  /** The queue that gets the stream position of changes on which Lambda gave up; the consumer may send to it. */
  readonly failuresArn: string;
}

/** The filter leaves out the rows that the consumer itself writes: each would invoke it again. */
const imagesOnly = {
  dynamodb: { Keys: { [tableSchema.partitionKey]: { S: [{ prefix: tableSchema.imagePrefix }] } } },
};

const retryHours = 23;

/**
 * Lambda reads the changes of the table's images in order and passes them to the consumer. A batch that fails is split
 * and retried, so an outage delays later changes. Whatever still fails after 23 hours is given up and reported: one hour
 * later the stream would silently drop it, and the changes that wait behind it.
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
