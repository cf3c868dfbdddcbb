import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Cloud } from '../cloud/cloud.ts';
import { AwsError } from '../protocol/aws-error.ts';
import type { AwsRequest, AwsResponse, Caller, Service } from '../protocol/message.ts';
import { readXml } from '../protocol/xml.ts';

/** The cloud's services as its root user asks them, without the way over HTTP. All throw the service's error. */
export interface Aws {
  /** An operation of a service that speaks JSON: DynamoDB, SQS, SSM, CloudWatch Logs. */
  json(service: string, operation: string, input: object): Promise<unknown>;
  /** An operation of a service that speaks the query protocol: IAM, SNS. The result's members, read from XML. */
  query(service: string, operation: string, input?: Readonly<Record<string, string>>): Promise<unknown>;
  /** A request to a REST service: Lambda, API Gateway, S3. */
  rest(service: string, request: RestRequest): Promise<AwsResponse>;
}

export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable;
}

export function rootAws(cloud: Cloud, services: ReadonlyMap<string, Service>): Aws {
  const arn = `arn:aws:iam::${cloud.accountId}:root`;
  const { accountId } = cloud;
  const caller: Caller = { kind: 'root', accountId, arn, principalArn: arn, userId: accountId };

  async function send(name: string, asked: RestRequest): Promise<AwsResponse> {
    const service = services.get(name);
    if (!service) throw new AwsError('UnknownService', `local-aws has no service ${name}.`, 404);
    const rawQuery = new URLSearchParams(asked.query).toString();
    const request: AwsRequest = {
      id: randomUUID(),
      method: asked.method,
      path: asked.path,
      query: new URLSearchParams(rawQuery),
      rawQuery,
      headers: { ...asked.headers },
      rawHeaders: Object.entries(asked.headers ?? {}).flat(),
      host: new URL(cloud.endpoint).host,
      body: streamOf(asked.body),
      caller,
      sourceIp: '127.0.0.1',
      receivedAt: cloud.now(),
      signal: new AbortController().signal,
    };
    const { method, path: target } = asked;
    const span = { kind: 'request', service: name, name: `${method} ${target}`, target } as const;
    const response = await (cloud.trail.isQuiet()
      ? service.handle(request)
      : cloud.trail.step(span, (step) => {
          step.note({ caller: arn });
          return service.handle(request);
        }));
    if (response.status < 400) return response;
    throw failureOf(response.status, (await contentOf(response)).toString('utf8'));
  }

  return {
    rest: send,
    async json(service, operation, input) {
      const headers = { 'x-amz-target': `local.${operation}`, 'content-type': 'application/json' };
      const response = await send(service, {
        method: 'POST',
        path: '/',
        headers,
        body: JSON.stringify(input),
      });
      return JSON.parse((await contentOf(response)).toString('utf8'));
    },
    async query(service, operation, input = {}) {
      const body = new URLSearchParams({ Action: operation, ...input }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const response = await send(service, { method: 'POST', path: '/', headers, body });
      const text = (await contentOf(response)).toString('utf8');
      const document = readXml(text)?.[`${operation}Response`];
      return memberOf(document, `${operation}Result`);
    },
  };
}

function streamOf(body: RestRequest['body']): Readable {
  if (body instanceof Readable) return body;
  return Readable.from(body === undefined ? [] : [Buffer.from(body)]);
}

export async function contentOf({ body }: AwsResponse): Promise<Buffer> {
  return body instanceof Readable ? buffer(body) : Buffer.from(body ?? '');
}

function memberOf(document: unknown, name: string): unknown {
  return typeof document === 'object' && document !== null && name in document
    ? (document as Record<string, unknown>)[name]
    : {};
}

/** The service's own words, from the JSON or the XML of its error. */
function failureOf(status: number, text: string): AwsError {
  const code = /"__type":"([^"]+)"|<Code>([^<]+)<\/Code>/.exec(text);
  const message = /"[Mm]essage":"((?:[^"\\]|\\.)*)"|<Message>([^<]*)<\/Message>/.exec(text);
  return new AwsError(code?.[1] ?? code?.[2] ?? 'Failed', message?.[1] ?? message?.[2] ?? text, status);
}
