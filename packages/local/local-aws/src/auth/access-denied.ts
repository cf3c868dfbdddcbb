import { AwsError } from '../protocol/aws-error.ts';
import type { Caller } from '../protocol/message.ts';
import { faultStyle } from './fault-style.ts';

export type DenialReason = 'no policy' | 'no resource policy' | 'identity policy' | 'resource policy';

/** Services with their own code for it. */
const codes: Readonly<Record<string, string>> = { sns: 'AuthorizationError' };

/** Source: IAM user guide, "Troubleshoot access denied error messages". */
export function accessDenied(
  caller: Caller,
  action: string,
  resource: string,
  reason: DenialReason,
): AwsError {
  const [service = ''] = action.split(':');
  const style = faultStyle(service);
  const code =
    codes[service] ?? (style === 's3' || style === 'query' ? 'AccessDenied' : 'AccessDeniedException');
  const status = style === 'json' ? 400 : 403;
  if (caller.kind === 'anonymous') return new AwsError(code, 'Access Denied', status);
  const because = {
    'no policy': `because no identity-based policy allows the ${action} action`,
    'no resource policy': `because no resource-based policy allows the ${action} action`,
    'identity policy': 'with an explicit deny in an identity-based policy',
    'resource policy': 'with an explicit deny in a resource-based policy',
  }[reason];
  const named = style === 's3' ? `"${resource}"` : resource;
  return new AwsError(
    code,
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${named} ${because}`,
    status,
  );
}
