import { parsePolicy } from '../../auth/policy/document.ts';
import { evaluate } from '../../auth/policy/evaluate.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import type { Caller } from '../../protocol/message.ts';
import { functionArn } from './function-lookup.ts';
import { invalidParameter } from './invalid-parameter.ts';

const principal = 'lambda.amazonaws.com';

/** Throws InvalidParameterValueException for a role that does not exist, or does not trust Lambda. */
export async function checkRole(cloud: Cloud, roleArn: string, functionName: string): Promise<void> {
  const { accountId } = cloud;
  const lambda: Caller = {
    kind: 'service',
    accountId,
    arn: principal,
    principalArn: principal,
    userId: principal,
  };
  const context = new Map([
    ['aws:sourceaccount', [accountId]],
    ['aws:sourcearn', [functionArn(cloud, functionName)]],
  ]);
  const trustPolicy = await cloud.ports.identities.trustPolicyOf(roleArn);
  const statements = trustPolicy === undefined ? [] : parsePolicy(trustPolicy);
  const decision = evaluate(statements, { action: 'sts:AssumeRole', resource: roleArn, context }, lambda);
  if (decision !== 'allow') {
    throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
  }
}
