import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { startLambda } from '../services/lambda/testing/start-lambda.ts';
import { startLocalAws } from '../start-local-aws.ts';
import type { FaultInput } from './fault.ts';

async function start(faults: FaultInput[] = []) {
  const aws = await startLocalAws({ port: 0, faults });
  onTestFinished(() => aws.close());
  const { endpoint, region } = aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { aws, endpoint, settings: { endpoint, region, credentials, maxAttempts: 1 } };
}

test('each service fails in its own words, which the SDK takes for a passing fault', async () => {
  const services = ['s3', 'dynamodb', 'lambda', 'sns', 'sts'];
  const { settings } = await start(services.map((service) => ({ service, errorRate: 1 })));
  const passing = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });
  await expect(new S3Client(settings).send(new ListBucketsCommand({}))).rejects.toMatchObject(
    passing('SlowDown', 503),
  );
  await expect(new DynamoDBClient(settings).send(new ListTablesCommand({}))).rejects.toMatchObject(
    passing('InternalServerError', 500),
  );
  await expect(new LambdaClient(settings).send(new ListFunctionsCommand({}))).rejects.toMatchObject(
    passing('ServiceException', 500),
  );
  await expect(new SNSClient(settings).send(new ListTopicsCommand({}))).rejects.toMatchObject(
    passing('InternalErrorException', 500),
  );
  await expect(new STSClient(settings).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
    passing('InternalFailure', 500),
  );
});

test('a fault strikes the operation it names, with the error it names', async () => {
  const { settings } = await start([
    {
      service: 'dynamodb',
      operation: 'CreateTable',
      errorRate: 1,
      error: { code: 'ThrottlingException', statusCode: 400 },
    },
  ]);
  const dynamodb = new DynamoDBClient(settings);
  const table = {
    TableName: 'images',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
    BillingMode: 'PAY_PER_REQUEST' as const,
  };
  await expect(dynamodb.send(new CreateTableCommand(table))).rejects.toMatchObject({
    name: 'ThrottlingException',
  });
  await expect(dynamodb.send(new ListTablesCommand({}))).resolves.toMatchObject({ TableNames: [] });
});

test('an error rate between 0 and 1 strikes some of the requests', async () => {
  const { settings } = await start([{ service: 'dynamodb', errorRate: 0.5 }]);
  const dynamodb = new DynamoDBClient(settings);
  const list = () => dynamodb.send(new ListTablesCommand({}));
  const results = await Promise.allSettled(Array.from({ length: 60 }, list));
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['fulfilled', 'rejected']));
});

test('latency is added to the requests it names', async () => {
  const { settings } = await start([{ service: 's3', latencyMs: 150 }]);
  const started = performance.now();
  await new S3Client(settings).send(new ListBucketsCommand({}));
  expect(performance.now() - started).toBeGreaterThanOrEqual(149);
});

test('a crash takes the process that sends the request it names, once, and spares other callers', async () => {
  const { aws, create, invoke } = await startLambda();
  const source = `
    import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
    const s3 = new S3Client({ maxAttempts: 1 });
    export async function handler(requests) {
      for (let n = 0; n < requests; n++) await s3.send(new ListBucketsCommand({}));
      return process.pid;
    }`;
  const bundled = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    write: false,
  });
  await create('asks', bundled.outputFiles[0]?.text ?? '');
  const { value: pid } = await invoke('asks', 1);
  aws.faults.replace([{ service: 's3', role: 'test', crashAt: 3 }]);
  const { endpoint, region } = aws;
  const s3 = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (let n = 0; n < 4; n++) await s3.send(new ListBucketsCommand({}));

  expect((await invoke('asks', 2)).value).toBe(pid);
  expect(aws.faults.list()).toHaveLength(1);
  expect((await invoke('asks', 1)).value.errorMessage).toContain('signal: killed');
  expect(aws.faults.list()).toEqual([]);
  const { value: next } = await invoke('asks', 5);
  expect(next).toEqual(expect.any(Number));
  expect(next).not.toBe(pid);
});

test('faults come and go over HTTP while it runs; one that is not well-formed changes nothing', async () => {
  const { aws, endpoint, settings } = await start();
  const dynamodb = new DynamoDBClient(settings);
  const get = new GetItemCommand({ TableName: 'images', Key: { pk: { S: 'a' } } });
  const control = async (method: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${endpoint}/_local/faults`, init);
    return { status: response.status, answer: await response.json() };
  };
  const down = [{ service: 'dynamodb', errorRate: 1, latencyMs: 0, duplicateRate: 0, lateMs: 0 }];
  expect(await control('POST', [{ service: 'dynamodb', errorRate: 1 }])).toEqual({
    status: 200,
    answer: down,
  });
  await expect(dynamodb.send(get)).rejects.toMatchObject({ name: 'InternalServerError' });
  expect(await control('POST', [{ service: 'dynamodb', errorRate: 2 }])).toMatchObject({ status: 400 });
  expect(await control('GET')).toEqual({ status: 200, answer: down });
  expect(await control('DELETE')).toEqual({ status: 200, answer: [] });
  await expect(dynamodb.send(get)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(aws.faults.list()).toEqual([]);
});
