import type { AwsRequest } from '../../protocol/message.ts';
import type { ConditionContext } from './condition-context.ts';

/**
 * The global condition keys of a request, and the service's own. Requests over loopback count as sent over TLS; otherwise
 * policies that forbid plain HTTP would forbid everything. Source: IAM user guide, "AWS global condition context keys".
 */
export function requestContext(
  {
    caller,
    sourceIp,
    receivedAt,
    headers,
  }: Pick<AwsRequest, 'caller' | 'sourceIp' | 'receivedAt' | 'headers'>,
  region: string,
  own: Readonly<Record<string, string | readonly string[]>> = {},
): ConditionContext {
  const keys: Record<string, string | readonly string[] | undefined> = {
    'aws:SecureTransport': 'true',
    'aws:SourceIp': sourceIp,
    'aws:CurrentTime': receivedAt.toISOString(),
    'aws:EpochTime': String(Math.floor(receivedAt.getTime() / 1000)),
    'aws:RequestedRegion': region,
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': 'false',
    'aws:UserAgent': headers['user-agent'],
    'aws:Referer': headers.referer,
    ...(caller.kind === 'anonymous'
      ? {}
      : {
          'aws:PrincipalArn': caller.principalArn,
          'aws:PrincipalAccount': caller.accountId,
          'aws:userid': caller.userId,
        }),
    ...(caller.kind === 'user' ? { 'aws:username': caller.arn.split('/').at(-1) } : {}),
    ...own,
  };
  return new Map(
    Object.entries(keys).flatMap(([key, value]) =>
      value === undefined ? [] : [[key.toLowerCase(), [value].flat()] as const],
    ),
  );
}
