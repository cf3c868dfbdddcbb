import type { Cloud } from '../../../../cloud/cloud.ts';
import { commonLogTime } from '../../../../protocol/common-log-time.ts';
import type { FunctionUrlAddress } from '../../../../protocol/function-url-address.ts';
import type { AwsRequest } from '../../../../protocol/message.ts';

/** Of a connection, not of the request. */
const ofTheConnection = new Set(['connection', 'cookie', 'expect', 'keep-alive', 'transfer-encoding']);

/** Payload format 2.0. Source: Lambda Developer Guide, "Invoking Lambda function URLs", request payload format. */
export function requestEvent(
  cloud: Cloud,
  { id, path }: FunctionUrlAddress,
  request: AwsRequest,
  { body, trace }: { readonly body: Buffer; readonly trace: string },
) {
  const { method, rawQuery, query, host, sourceIp, receivedAt } = request;
  const headers = headersOf(request, trace);
  const cookies = headerValues(request, 'cookie').flatMap((cookie) => cookie.split(/;\s*/).filter(Boolean));
  const text = textOf(body, headers);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: rawQuery,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(rawQuery === '' ? {} : { queryStringParameters: joined([...query]) }),
    requestContext: {
      accountId: request.caller.kind === 'anonymous' ? 'anonymous' : cloud.accountId,
      apiId: id,
      ...authorizerOf(request),
      domainName: host,
      domainPrefix: id,
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.id,
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...(body.length === 0 ? {} : { body: text ?? body.toString('base64') }),
    isBase64Encoded: body.length > 0 && text === undefined,
  };
}

function authorizerOf({ caller }: AwsRequest) {
  if (caller.kind === 'anonymous') return {};
  const iam = {
    accessKey: caller.accessKeyId ?? null,
    accountId: caller.accountId,
    callerId: caller.userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: caller.arn,
    userId: caller.userId,
  };
  return { authentication: null, authorizer: { iam } };
}

/** Names in lower case, several values of one joined by commas. */
function headersOf({ rawHeaders, sourceIp, host }: AwsRequest, trace: string): Record<string, string> {
  const pairs = pairsOf(rawHeaders).filter(([name]) => !ofTheConnection.has(name));
  return {
    ...joined(pairs),
    'x-amzn-trace-id': trace,
    'x-forwarded-for': sourceIp,
    'x-forwarded-port': host.split(':')[1] ?? '80',
    'x-forwarded-proto': 'http',
  };
}

function headerValues({ rawHeaders }: AwsRequest, wanted: string): string[] {
  return pairsOf(rawHeaders).flatMap(([name, value]) => (name === wanted ? [value] : []));
}

function pairsOf(rawHeaders: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    pairs.push([(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? '']);
  return pairs;
}

function joined(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, list]) => [name, list.join(',')]));
}

const textTypes = /^(text\/.*|application\/(.*\+)?(json|xml|javascript))$/i;

/** The body where its type says that it is text, and it is. Undefined for one that goes as Base64. */
function textOf(body: Buffer, headers: Readonly<Record<string, string>>): string | undefined {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (!textTypes.test(type.trim()) || headers['content-encoding'] !== undefined) return undefined;
  const text = body.toString('utf8');
  return Buffer.from(text).equals(body) ? text : undefined;
}
