import { XMLParser } from 'fast-xml-parser';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startLocalAws } from '../start-local-aws.ts';

/** Sends what a client of that service would; nobody checks who signed it. */
async function ask(
  service: string,
  request: { headers?: Record<string, string>; path?: string; body?: string },
) {
  const log = { info() {}, warn: vi.fn(), error: vi.fn() };
  const aws = await startLocalAws({ port: 0, log });
  onTestFinished(() => aws.close());
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request`;
  const response = await fetch(`${aws.endpoint}${request.path ?? '/'}`, {
    method: 'POST',
    headers: { authorization, ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  expect(response.status).toBe(501);
  return {
    text: await response.text(),
    headers: response.headers,
    warned: String(log.warn.mock.calls[0]?.[0]),
  };
}

test('a JSON service is refused in JSON, and its operation named in the log', async () => {
  const headers = { 'x-amz-target': 'secretsmanager.GetSecretValue' };
  const { text, warned } = await ask('secretsmanager', { headers, body: '{}' });
  const message = 'local-aws does not implement secretsmanager:GetSecretValue.';
  expect(JSON.parse(text)).toMatchObject({ __type: 'NotImplemented', message });
  expect(warned).toBe(message);
});

test('a target whose prefix names nothing of AWS is for the service that the request is signed for', async () => {
  const headers = { 'x-amz-target': 'constructor.GetSecretValue' };
  const { warned } = await ask('secretsmanager', { headers, body: '{}' });
  expect(warned).toBe('local-aws does not implement secretsmanager:GetSecretValue.');
});

test('a query service is refused in XML, and its operation named in the log', async () => {
  const body = new URLSearchParams({ Action: 'CreateStack', Version: '2010-05-15' }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const { text, warned } = await ask('cloudformation', { headers, body });
  const Message = 'local-aws does not implement cloudformation:CreateStack.';
  expect(new XMLParser().parse(text)).toMatchObject({
    ErrorResponse: { Error: { Type: 'Receiver', Code: 'NotImplemented', Message } },
  });
  expect(warned).toBe(Message);
});

test.each([
  ['route53', '<Code>NotImplemented</Code>'],
  ['batch', '"__type":"NotImplemented"'],
])('%s, which tells operations by their paths, is refused as its clients read it', async (service, error) => {
  const { text, headers, warned } = await ask(service, { path: '/2013-04-01/hostedzone' });
  expect(text).toContain(error);
  expect(headers.get('content-type')).toMatch(text.startsWith('{') ? 'application/json' : 'text/xml');
  expect(warned).toBe(`local-aws does not implement ${service}:POST /2013-04-01/hostedzone.`);
});
