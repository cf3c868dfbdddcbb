import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';
import { privateQueue } from './private-queue.ts';
import { privateTopic } from './private-topic.ts';
import { policyDocument } from './tls-only.ts';

const asynchronousInvocation = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 6 * 3600 };

/**
 * Events on which Lambda gives up go to a topic, and from there to the queue for redrives and to the function that records
 * the failure. What cannot be delivered or recorded goes to a queue of its own.
 */
export class FailedEvents extends Construct {
  readonly topicArn: string;
  /** Where the recording function's own failures go; Lambda sends them in the function's name. */
  readonly unrecorded: SqsQueue;
  /** Keeps the events for a redrive. */
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, { prefix }: { readonly prefix: string }) {
    super(scope, id);
    this.topicArn = privateTopic(this, 'topic', `${prefix}-failed-events`).arn;
    const source = { service: 'sns.amazonaws.com', arn: this.topicArn } as const;
    this.unrecorded = privateQueue(this, 'unrecorded', {
      name: `${prefix}-unrecorded-failures`,
      source,
    });
    this.queue = privateQueue(this, 'queue', { name: `${prefix}-failed-events`, source });
    this.#subscribe('to-queue', { protocol: 'sqs', endpoint: this.queue.arn, rawMessageDelivery: true });
  }

  recordBy(consumer: PipelineFunction): void {
    new LambdaFunctionEventInvokeConfig(this, 'recording', {
      ...asynchronousInvocation,
      functionName: consumer.name,
      destinationConfig: { onFailure: { destination: this.unrecorded.arn } },
    });
    new LambdaPermission(this, 'recording-permission', {
      statementId: 'failed-events',
      action: 'lambda:InvokeFunction',
      functionName: consumer.name,
      principal: 'sns.amazonaws.com',
      sourceArn: this.topicArn,
    });
    this.#subscribe('to-recorder', { protocol: 'lambda', endpoint: consumer.arn });
  }

  /** Call this last: nothing must be published before all subscribers exist. */
  takeFrom(producer: PipelineFunction): void {
    const listeners = this.node.findAll().filter(TerraformResource.isTerraformResource);
    const permission = new IamRolePolicy(this, 'publication', {
      name: 'publish-failures',
      role: producer.role.name,
      policy: policyDocument([{ Effect: 'Allow', Action: 'sns:Publish', Resource: this.topicArn }]),
    });
    new LambdaFunctionEventInvokeConfig(this, 'invocation', {
      ...asynchronousInvocation,
      functionName: producer.name,
      destinationConfig: { onFailure: { destination: this.topicArn } },
      dependsOn: [permission, ...listeners], // Lambda checks the role's permission to publish
    });
  }

  #subscribe(
    id: string,
    subscription: { protocol: 'sqs' | 'lambda'; endpoint: string; rawMessageDelivery?: boolean },
  ): void {
    new SnsTopicSubscription(this, id, {
      ...subscription,
      topicArn: this.topicArn,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: this.unrecorded.arn }),
    });
  }
}
