import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { tableSchema, vetoCode } from '@darkroom/catalog/schema';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';

export interface StreamConsumerProps {
  readonly streamArn: string;
  readonly consumer: PipelineFunction;
  /** The queue that gets the stream position of changes on which Lambda gave up; the consumer may send to it. */
  readonly failuresArn: string;
  /** `withdrawn`: only those after which pictures that were shown must not be. */
  readonly changes?: 'all' | 'withdrawn';
  readonly batchSize?: number;
  readonly batchingSeconds?: number;
}

/** The filters leave out the rows that consumers themselves write: each would invoke them again. */
const imageKeys = { [tableSchema.partitionKey]: { S: [{ prefix: tableSchema.imagePrefix }] } };
const filters = {
  all: [{ dynamodb: { Keys: imageKeys } }],
  withdrawn: [
    { dynamodb: { Keys: imageKeys, NewImage: { status: { S: ['deleted'] } } } },
    // A veto by a step: most are of images that nobody has ever seen, and each invalidation costs money.
    {
      dynamodb: {
        Keys: imageKeys,
        OldImage: { processingMs: { N: [{ exists: true }] } },
        NewImage: { failure: { M: { code: { S: [vetoCode] } } } },
      },
    },
  ],
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
      filterCriteria: { filter: filters[changes].map((filter) => ({ pattern: JSON.stringify(filter) })) },
      batchSize,
      maximumBatchingWindowInSeconds: batchingSeconds,
      bisectBatchOnFunctionError: true,
      maximumRecordAgeInSeconds: retryHours * 3600,
      destinationConfig: { onFailure: { destinationArn: failuresArn } },
    });
  }
}
