import { matchesWildcard } from '../../auth/wildcard.ts';
import type { PolicyStatement } from './function-record.ts';

/** A service that wants to invoke a function on behalf of one of its resources. */
export interface ServiceCall {
  /** E.g. `s3.amazonaws.com`. */
  readonly principal: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

/** Whether the statements of a function's policy, as AddPermission makes them, let a service invoke it. */
export function permits(policy: readonly PolicyStatement[], call: ServiceCall): boolean {
  return policy.some(({ Action, Principal, Condition = {} }) => {
    const sourceArn = Condition.ArnLike?.['AWS:SourceArn'];
    const sourceAccount = Condition.StringEquals?.['AWS:SourceAccount'];
    return (
      matchesWildcard(Action, 'lambda:InvokeFunction') &&
      isPrincipal(Principal, call.principal) &&
      (sourceArn === undefined || matchesWildcard(sourceArn, call.sourceArn)) &&
      (sourceAccount === undefined || sourceAccount === call.sourceAccount)
    );
  });
}

function isPrincipal(principal: PolicyStatement['Principal'], service: string): boolean {
  if (typeof principal === 'string') return principal === '*';
  return 'Service' in principal && principal.Service === service;
}
