import type { Caller } from '../../protocol/message.ts';
import type { Principals, Statement } from './document.ts';

/** Whether a resource policy's statement covers the caller. Source: IAM user guide, "AWS JSON policy elements: Principal". */
export function namesCaller({ Effect, Principal, NotPrincipal }: Statement, caller: Caller): boolean {
  if (Principal) return includes(Principal, caller, Effect);
  return NotPrincipal !== undefined && !includes(NotPrincipal, caller, 'Deny');
}

function includes(
  { AWS = [], Service = [] }: Principals,
  caller: Caller,
  effect: Statement['Effect'],
): boolean {
  if (caller.kind === 'service') return AWS.includes('*') || Service.includes(caller.principalArn);
  return AWS.some((principal) => {
    if (principal === '*') return true;
    if (principal === caller.arn || principal === caller.principalArn) return true;
    const account = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
    // An Allow for an account lets the account's own policies decide which of its users it covers.
    return account === caller.accountId && (effect === 'Deny' || caller.kind === 'root');
  });
}
