import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListRolesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../start-local-aws.ts';

const root = { accessKeyId: 'test', secretAccessKey: 'test' };

async function start() {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  return {
    ...aws,
    settings: (credentials: { accessKeyId: string; secretAccessKey: string }) => ({
      endpoint: aws.endpoint,
      region: aws.region,
      credentials,
      maxAttempts: 1,
      forcePathStyle: true,
    }),
  };
}

type Settings = ReturnType<Awaited<ReturnType<typeof start>>['settings']>;

const calls: Record<string, (settings: Settings) => Promise<unknown>> = {
  s3: (settings) => new S3Client(settings).send(new ListBucketsCommand({})),
  dynamodb: (settings) => new DynamoDBClient(settings).send(new ListTablesCommand({})),
  lambda: (settings) => new LambdaClient(settings).send(new ListFunctionsCommand({})),
  iam: (settings) => new IAMClient(settings).send(new ListRolesCommand({})),
  sts: (settings) => new STSClient(settings).send(new GetCallerIdentityCommand({})),
  sqs: (settings) => new SQSClient(settings).send(new ListQueuesCommand({})),
};

test.each([
  ['s3', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 403],
  ['dynamodb', 'UnrecognizedClientException', 'InvalidSignatureException', 400],
  ['lambda', 'UnrecognizedClientException', 'InvalidSignatureException', 403],
  ['iam', 'InvalidClientTokenId', 'SignatureDoesNotMatch', 403],
  ['sts', 'InvalidClientTokenId', 'SignatureDoesNotMatch', 403],
  ['sqs', 'InvalidClientTokenId', 'SignatureDoesNotMatch', 403],
])(
  '%s tells a wrong key (%s) and a wrong secret (%s) in the words of its protocol',
  async (service, unknownKey, mismatch, httpStatusCode) => {
    const { settings } = await start();
    const call = calls[service];
    await expect(call?.(settings(root))).resolves.toBeDefined();
    await expect(call?.(settings({ ...root, accessKeyId: 'AKIAOTHER' }))).rejects.toMatchObject({
      name: unknownKey,
      $metadata: { httpStatusCode },
    });
    await expect(call?.(settings({ ...root, secretAccessKey: 'guess' }))).rejects.toMatchObject({
      name: mismatch,
      $metadata: { httpStatusCode },
    });
  },
);

/** A signed request as an attacker in the middle would see it. */
async function signedRequest(endpoint: string, signingDate = new Date()) {
  const signer = new SignatureV4({
    service: 'dynamodb',
    region: 'us-east-1',
    credentials: root,
    sha256: Hash.bind(null, 'sha256'),
  });
  const { host, hostname } = new URL(endpoint);
  return signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname,
      path: '/',
      headers: {
        host,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.ListTables',
      },
      body: '{"Limit":1}',
    },
    { signingDate },
  );
}

async function answerTo(endpoint: string, request: { headers: Record<string, string>; body?: unknown }) {
  const { host: _, ...headers } = request.headers;
  const response = await fetch(endpoint, { method: 'POST', headers, body: String(request.body) });
  return {
    status: response.status,
    ...((await response.json()) as { __type?: string; message?: string; TableNames?: string[] }),
  };
}

test('a signature covers the body, the headers and the quarter of an hour around it', async () => {
  const { endpoint } = await start();
  const request = await signedRequest(endpoint);
  expect(await answerTo(endpoint, request)).toMatchObject({ status: 200, TableNames: [] });
  const mismatch = { status: 400, __type: 'InvalidSignatureException' };
  expect(await answerTo(endpoint, { ...request, body: '{"Limit":2}' })).toMatchObject(mismatch);
  const headers = { ...request.headers, 'x-amz-target': 'DynamoDB_20120810.DescribeEndpoints' };
  expect(await answerTo(endpoint, { ...request, headers })).toMatchObject(mismatch);
  const old = await signedRequest(endpoint, new Date(Date.now() - 16 * 60_000));
  expect(await answerTo(endpoint, old)).toMatchObject(mismatch);
});

test('a signature is good for the service in its scope alone', async () => {
  const { endpoint } = await start();
  const { headers, ...request } = await signedRequest(endpoint);
  const asked = { ...request, headers: { ...headers, 'x-amz-target': 'Logs_20140328.DescribeLogGroups' } };
  expect(await answerTo(endpoint, asked)).toMatchObject({
    status: 400,
    __type: 'InvalidSignatureException',
    message: "Credential should be scoped to correct service: 'logs'.",
  });
  const { host: _, ...signed } = headers;
  const api = await fetch(`${endpoint}/_aws/execute-api/any/v1/`, { headers: signed });
  expect(api.status).toBe(403);
  expect(await api.text()).toContain("Credential should be scoped to correct service: 'execute-api'.");
});

/** A request whose signature stands in its URL, which anybody can send. */
async function presigned(endpoint: string, service: string, method: string, path: string, query = {}) {
  const sha256 = Hash.bind(null, 'sha256');
  const signer = new SignatureV4({ service, region: 'us-east-1', credentials: root, sha256 });
  const { host, hostname } = new URL(endpoint);
  const request = await signer.presign(
    { method, protocol: 'http:', hostname, path, headers: { host }, query },
    { expiresIn: 60 },
  );
  const search = new URLSearchParams(request.query as Record<string, string>);
  return fetch(`${endpoint}${path}?${search}`, { method });
}

test('a URL carries a signature for S3, STS and deployed APIs, and for nothing that runs or changes anything else', async () => {
  const { endpoint } = await start();
  const statusOf = async (...request: [service: string, method: string, path: string, query?: object]) =>
    (await presigned(endpoint, ...request)).status;
  expect(await statusOf('sts', 'GET', '/', { Action: 'GetCallerIdentity' })).toBe(200);
  expect(await statusOf('lambda', 'GET', '/2015-03-31/functions/')).toBe(403);
  expect(await statusOf('iam', 'GET', '/', { Action: 'CreateUser', UserName: 'eve' })).toBe(403);
  expect(await statusOf('apigateway', 'GET', '/restapis')).toBe(403);
  const { Users } = await new IAMClient({
    endpoint,
    region: 'us-east-1',
    credentials: root,
  }).send(new ListUsersCommand({}));
  expect(Users).toEqual([]);
});

test('who signs nothing reaches only S3, and there only what a bucket policy opens', async () => {
  const { endpoint, settings } = await start();
  const s3 = new S3Client(settings(root));
  await s3.send(new CreateBucketCommand({ Bucket: 'photos' }));
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a', Body: 'x' }));
  const response = await fetch(`${endpoint}/photos/a`);
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('<Code>AccessDenied</Code>');
  const unsigned = { headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, body: '{}' };
  expect(await answerTo(endpoint, unsigned)).toMatchObject({
    status: 400,
    __type: 'MissingAuthenticationTokenException',
  });
});
