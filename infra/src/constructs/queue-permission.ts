import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import type { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';
import { policyDocument } from './tls-only.ts';

/** What an event source mapping on a queue needs of its function's role. */
export function mayReceive(
  scope: Construct,
  id: string,
  queue: SqsQueue,
  { role }: PipelineFunction,
): IamRolePolicy {
  return new IamRolePolicy(scope, id, {
    name: id,
    role: role.name,
    policy: policyDocument([
      {
        Effect: 'Allow',
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        Resource: queue.arn,
      },
    ]),
  });
}
