import { createHash } from 'node:crypto';
import { policySchema } from '../../auth/policy/document.ts';
import { evaluate } from '../../auth/policy/evaluate.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import type { Caller } from '../../protocol/message.ts';
import { findAlias } from './aliases/alias-document.ts';
import { resolveVersion } from './configuration.ts';
import { functionArn } from './function-lookup.ts';
import type { FunctionRecord, PolicyStatement } from './function-record.ts';

/** A service that wants to invoke a function on behalf of one of its resources. */
export interface ServiceCall {
  /** The function's ARN, with the call's qualifier. */
  readonly functionArn: string;
  /** Such as `s3.amazonaws.com`. */
  readonly principal: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
  /** Default: `lambda:InvokeFunction`. */
  readonly action?: string;
  /** Condition keys beyond the source's, e.g. `lambda:FunctionUrlAuthType`. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * Whether the statements of a function's policy, as AddPermission creates them, let a service invoke it. A condition on a
 * value that the call does not have does not hold.
 */
export function permits(policy: readonly PolicyStatement[], call: ServiceCall): boolean {
  const { functionArn, principal, sourceArn, sourceAccount, action = 'lambda:InvokeFunction' } = call;
  const caller: Caller = {
    kind: 'service',
    accountId: sourceAccount,
    arn: principal,
    principalArn: principal,
    userId: principal,
  };
  const context = new Map([
    ['aws:sourcearn', [sourceArn]],
    ['aws:sourceaccount', [sourceAccount]],
    ...Object.entries(call.context ?? {}).map(([key, value]) => [key.toLowerCase(), [value]] as const),
  ]);
  const question = { action, resource: functionArn, context };
  return evaluate(policySchema.parse({ Statement: policy }).Statement, question, caller) === 'allow';
}

/** What can have a policy: the function itself, or one of its versions and aliases. */
export interface PolicyOwner {
  readonly arn: string;
  readonly statements: readonly PolicyStatement[];
  readonly revisionId: string;
}

/** Throws ResourceNotFoundException for a version or an alias that does not exist. */
export function policyOwner(cloud: Cloud, record: FunctionRecord, qualifier?: string): PolicyOwner {
  const arn = functionArn(cloud, record.name, qualifier);
  const statements = record.policy.filter(({ Resource }) => Resource === arn);
  if (statements.length > 0) {
    const revisionId = createHash('sha256').update(JSON.stringify(statements)).digest('hex');
    return {
      arn,
      statements,
      revisionId: revisionId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
    };
  }
  if (qualifier === undefined) return { arn, statements, revisionId: record.revisionId };
  const { revisionId } = /^[\d$]/.test(qualifier)
    ? resolveVersion(cloud, record, qualifier).record
    : findAlias(cloud, record, qualifier);
  return { arn, statements, revisionId };
}
