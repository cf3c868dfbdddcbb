import type { IdentityPort } from '../../cloud/ports.ts';
import { modelFault } from '../../protocol/model-fault.ts';
import { operationsOf } from '../../protocol/operation.ts';

/** STS remembers nothing itself; sessions are IAM's. */
export type StsState = Pick<IdentityPort, 'trustPolicyOf'>;

/** The resource of AssumeRole is a role, and its trust policy the resource's policy. */
export const operation = operationsOf<StsState>({
  refuseInput: modelFault('ValidationError'),
  resourcePolicy: (roleArn, { trustPolicyOf }) => trustPolicyOf(roleArn),
});
