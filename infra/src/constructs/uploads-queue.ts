import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { uploadTries } from '@darkroom/record-failure/manifest';
import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { FailedEvents } from './failed-events.ts';
import type { PipelineFunction } from './pipeline-function.ts';
import { privateQueue } from './private-queue.ts';
import { mayReceive } from './queue-permission.ts';
import { policyDocument } from './tls-only.ts';

export interface UploadsQueueProps {
  readonly prefix: string;
  /** The bucket that sends to it. */
  readonly source: { readonly arn: string; readonly accountId: string };
  readonly consumer: PipelineFunction;
  readonly consumerTimeoutSeconds: number;
  readonly maximumConcurrency: number;
  /** Receives uploads whose attempts all failed, and publishes them to `failedEvents`. */
  readonly recorder: PipelineFunction;
  readonly recorderTimeoutSeconds: number;
  readonly failedEvents: FailedEvents;
}

/**
 * Uploads wait here for up to 14 days, and a limited number of executions processes them. An upload whose attempts all
 * failed goes on to the recording function, which publishes it to the failed events in Lambda's own form.
 */
export class UploadsQueue extends Construct {
  readonly arn: string;
  readonly name: string;

  /** What must exist before anything is sent. */
  get parts(): TerraformResource[] {
    return this.node.findAll().filter(TerraformResource.isTerraformResource);
  }

  constructor(scope: Construct, id: string, props: UploadsQueueProps) {
    super(scope, id);
    const { prefix, source, consumer, recorder, failedEvents } = props;
    const givenUp = privateQueue(this, 'given-up', {
      name: `${prefix}-given-up-uploads`,
      visibilityTimeoutSeconds: visibleAfter(props.recorderTimeoutSeconds),
      // SQS keeps counting from the previous queue: "received across all queues" (ReceiveMessage, ApproximateReceiveCount).
      redrivePolicy: redriveTo(failedEvents.unrecorded, 2 * uploadTries),
    });
    const queue = privateQueue(this, 'queue', {
      name: `${prefix}-uploads`,
      visibilityTimeoutSeconds: visibleAfter(props.consumerTimeoutSeconds),
      redrivePolicy: redriveTo(givenUp, uploadTries),
      source: { ...source, service: 's3.amazonaws.com' },
    });
    this.arn = queue.arn;
    this.name = queue.name;
    const mappings = [
      { id: 'mapping', from: queue, to: consumer, maximumConcurrency: props.maximumConcurrency },
      { id: 'given-up-mapping', from: givenUp, to: recorder, maximumConcurrency: 2 },
    ];
    for (const { id, from, to, maximumConcurrency } of mappings) {
      new LambdaEventSourceMapping(this, id, {
        eventSourceArn: from.arn,
        functionName: to.arn,
        batchSize: 1, // one image is enough work, and a failure then concerns no other
        scalingConfig: { maximumConcurrency },
        dependsOn: [mayReceive(this, `${id}-permission`, from, to)],
      });
    }
    new IamRolePolicy(this, 'publication', {
      name: 'publish-given-up-uploads',
      role: recorder.role.name,
      policy: policyDocument([{ Effect: 'Allow', Action: 'sns:Publish', Resource: failedEvents.topicArn }]),
    });
  }
}

/** Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
function visibleAfter(timeoutSeconds: number): number {
  return 6 * timeoutSeconds;
}

function redriveTo({ arn }: SqsQueue, maxReceiveCount: number): string {
  return JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount });
}
