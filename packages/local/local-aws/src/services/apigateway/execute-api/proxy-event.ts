import type { Cloud } from '../../../cloud/cloud.ts';
import { commonLogTime } from '../../../protocol/common-log-time.ts';
import type { AwsRequest } from '../../../protocol/message.ts';
import type { RestApi } from '../documents.ts';
import type { Invocation } from './invocation.ts';

/** What the event says about the caller. */
export interface Access {
  readonly identity: Readonly<Record<string, string>>;
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

/** API Gateway Developer Guide, "Input format of a Lambda function for proxy integration". */
export function proxyEvent(cloud: Cloud, invocation: Invocation, access: Access, body: Buffer) {
  const isBase64Encoded =
    body.length > 0 && isBinary(invocation.api, invocation.request.headers['content-type']);
  return {
    ...requestEvent(cloud, invocation, access),
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

/** Everything but the body; authorizers of type REQUEST get this too. */
export function requestEvent(cloud: Cloud, invocation: Invocation, access: Access) {
  const { api, stage, address, resource, pathParameters, request } = invocation;
  const multiValueHeaders = headersOf(invocation);
  const multiValueQuery = Object.fromEntries(
    [...new Set(request.query.keys())].map((name) => [name, request.query.getAll(name)]),
  );
  const domainName = request.host;
  return {
    resource: resource.path,
    path: address.path,
    httpMethod: request.method,
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: orNull(lastOf(multiValueQuery)),
    multiValueQueryStringParameters: orNull(multiValueQuery),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(stage.variables ?? {}),
    requestContext: {
      accountId: cloud.accountId,
      apiId: api.id,
      ...(access.authorizer ? { authorizer: access.authorizer } : {}),
      deploymentId: stage.deploymentId,
      domainName,
      domainPrefix: domainName.split('.')[0],
      extendedRequestId: extendedRequestId(request),
      httpMethod: request.method,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: request.sourceIp,
        user: null,
        userAgent: request.headers['user-agent'] ?? null,
        userArn: null,
        ...access.identity,
      },
      path: `/${stage.stageName}${address.sentPath}`,
      protocol: 'HTTP/1.1',
      requestId: request.id,
      requestTime: commonLogTime(request.receivedAt),
      requestTimeEpoch: request.receivedAt.getTime(),
      resourceId: resource.id,
      resourcePath: resource.path,
      stage: stage.stageName,
    },
  };
}

/** The second id of a request, also its `x-amz-apigw-id` header. */
export function extendedRequestId({ id }: AwsRequest): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64');
}

/** Whether the API treats a media type as binary. */
export function isBinary(api: RestApi, mediaType = ''): boolean {
  const type = mediaType.split(/[;,]/)[0]?.trim() ?? '';
  return (api.binaryMediaTypes ?? []).some((binary) => binary === '*/*' || binary === type);
}

/** Header names that API Gateway spells its own way. */
const ownCase = new Map(['Authorization', 'User-Agent'].map((name) => [name.toLowerCase(), name]));

/** All values of each header, under the name as the client first wrote it. */
function headersOf({ request, trace }: Invocation): Record<string, string[]> {
  const { rawHeaders, sourceIp, host } = request;
  const headers = new Map<string, { name: string; values: string[] }>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    const written = ownCase.get(name.toLowerCase()) ?? name;
    const header = headers.get(name.toLowerCase()) ?? { name: written, values: [] };
    header.values.push(value);
    headers.set(name.toLowerCase(), header);
  }
  for (const name of ['connection', 'expect', 'transfer-encoding', 'x-amzn-trace-id']) headers.delete(name);
  return {
    ...Object.fromEntries([...headers.values()].map(({ name, values }) => [name, values])),
    'X-Amzn-Trace-Id': [trace],
    'X-Forwarded-For': [sourceIp],
    'X-Forwarded-Port': [host.split(':')[1] ?? '80'],
    'X-Forwarded-Proto': ['http'],
  };
}

/** The last of several values. */
function lastOf(lists: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.at(-1) ?? '']));
}

function orNull<Value extends object>(value: Value): Value | null {
  return Object.keys(value).length > 0 ? value : null;
}
