import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { tableSchema } from '@darkroom/catalog/schema';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';

export interface StreamConsumerProps {
  readonly streamArn: string;
  readonly consumer: PipelineFunction;
  /** The queue that gets the stream position of changes on which Lambda gave up; the consumer may send to it. */
  readonly failuresArn: string;
  /** `deleted`: only tombstones. */
  readonly changes?: 'all' | 'deleted';
  readonly batchSize?: number;
  readonly batchingSeconds?: number;
}

/** The filters leave out the rows that consumers themselves write: each would invoke them again. */
const imageKeys = { [tableSchema.partitionKey]: { S: [{ prefix: tableSchema.imagePrefix }] } };
const filters = {
  all: { dynamodb: { Keys: imageKeys } },
  deleted: { dynamodb: { Keys: imageKeys, NewImage: { status: { S: ['deleted'] } } } },
};

const retryHours = 23;

/**
 * Lambda reads the changes of the table's images in order and passes them to the consumer. A batch that fails is split
 * and retried, so an outage delays later changes. Whatever still fails after 23 hours is given up and reported: one hour
 * later the stream would silently drop it, and the changes that wait behind it.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { streamArn, consumer, failuresArn, changes = 'all', batchSize = 100, batchingSeconds = 1 } = props;
    new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: streamArn,
      functionName: consumer.arn,
      startingPosition: 'TRIM_HORIZON',
      filterCriteria: { filter: [{ pattern: JSON.stringify(filters[changes]) }] },
      batchSize,
      maximumBatchingWindowInSeconds: batchingSeconds,
      bisectBatchOnFunctionError: true,
      maximumRecordAgeInSeconds: retryHours * 3600,
      destinationConfig: { onFailure: { destinationArn: failuresArn } },
    });
  }
}
