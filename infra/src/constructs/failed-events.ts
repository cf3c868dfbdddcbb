import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';
import { privateQueue } from './private-queue.ts';
import { policyDocument } from './tls-only.ts';

/** The queue where an event lands that still fails after Lambda's two retries. */
export class FailedEvents extends Construct {
  constructor(scope: Construct, id: string, props: { readonly name: string; readonly of: PipelineFunction }) {
    super(scope, id);
    const queue = privateQueue(this, 'queue', { name: props.name });
    const permission = new IamRolePolicy(this, 'permission', {
      name: 'failed-events',
      role: props.of.role.name,
      policy: policyDocument([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue.arn }]),
    });
    new LambdaFunctionEventInvokeConfig(this, 'invocation', {
      functionName: props.of.name,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 6 * 3600,
      destinationConfig: { onFailure: { destination: queue.arn } },
      dependsOn: [permission], // Lambda checks that the role may send
    });
  }
}
