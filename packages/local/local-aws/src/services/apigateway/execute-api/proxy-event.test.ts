import { expect, test } from 'vitest';
import { stageName, startApiGateway } from '../testing/start-api.ts';

/** Answers with the event it got. */
const echo = 'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

test('a function gets the request as API Gateway describes it', async () => {
  const { aws, createApi } = await startApiGateway();
  const { restApiId, resourceId, url } = await createApi(echo);

  const response = await fetch(`${url}//images/a%20b%2B/?limit=1&tag=x&tag=y%26z`, {
    method: 'POST',
    headers: {
      'content-type': 'text/plain',
      'X-Custom': 'one',
      authorization: 'Bearer x',
      'x-amzn-trace-id': 'Root=1-5759e988-bd862e3fe1be46a994272793',
    },
    body: 'Grüße',
  });

  const event = await response.json();
  const requestId = response.headers.get('x-amzn-requestid');
  expect(event).toMatchObject({
    resource: '/{proxy+}',
    path: '/images/a%20b%2B/',
    httpMethod: 'POST',
    headers: {
      'content-type': 'text/plain',
      'X-Custom': 'one',
      'X-Forwarded-Proto': 'http',
      Authorization: 'Bearer x',
      'User-Agent': 'node',
      'X-Amzn-Trace-Id': 'Root=1-5759e988-bd862e3fe1be46a994272793',
    },
    multiValueHeaders: { 'X-Custom': ['one'] },
    queryStringParameters: { limit: '1', tag: 'y&z' },
    multiValueQueryStringParameters: { limit: ['1'], tag: ['x', 'y&z'] },
    pathParameters: { proxy: 'images/a%20b%2B' },
    stageVariables: null,
    body: 'Grüße',
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: restApiId,
      deploymentId: expect.stringMatching(/^[a-z0-9]+$/),
      domainName: aws.endpoint.replace('http://', ''),
      httpMethod: 'POST',
      identity: { sourceIp: '127.0.0.1', userAgent: 'node', accessKey: null, userArn: null },
      path: `/${stageName}//images/a%20b%2B/`,
      protocol: 'HTTP/1.1',
      requestId,
      requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      requestTimeEpoch: expect.any(Number),
      resourceId,
      resourcePath: '/{proxy+}',
      stage: stageName,
      extendedRequestId: response.headers.get('x-amz-apigw-id'),
    },
  });
  expect(response.headers.get('x-amzn-trace-id')).toBe('Root=1-5759e988-bd862e3fe1be46a994272793');
});

test('what a request does not have is null in its event', async () => {
  const { createApi } = await startApiGateway();
  const { url } = await createApi(echo);

  const event = await (await fetch(`${url}/images`)).json();

  expect(event).toMatchObject({
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
  });
});

test('bytes of a binary media type reach the function and the caller unchanged', async () => {
  const { createApi } = await startApiGateway();
  const source = `export const handler = async ({ body, isBase64Encoded }) =>
    ({ statusCode: 200, headers: { 'Content-Type': 'image/png' }, body, isBase64Encoded });`;
  const { url } = await createApi(source, { api: { binaryMediaTypes: ['image/png'] } });
  const bytes = Buffer.from([0x89, 0x50, 0, 255, 254]);

  const response = await fetch(`${url}/echo`, {
    method: 'POST',
    headers: { 'content-type': 'image/png', accept: 'image/png' },
    body: bytes,
  });

  expect(response.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
});

test('the same API answers under every form of its address', async () => {
  const { aws, createApi } = await startApiGateway();
  const { restApiId } = await createApi(echo, { api: { tags: { _custom_id_: 'photos-dev' } } });
  expect(restApiId).toBe('photos-dev');

  const paths = [
    `/_aws/execute-api/photos-dev/${stageName}/images`,
    `/restapis/photos-dev/${stageName}/_user_request_/images`,
  ];
  for (const path of paths) {
    const event = await (await fetch(aws.endpoint + path)).json();
    expect(event).toMatchObject({ path: '/images' });
  }
});
