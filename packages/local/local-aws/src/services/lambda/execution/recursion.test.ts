import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  GetFunctionRecursionConfigCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  PutFunctionRecursionConfigCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

const FunctionName = 'loop';
/** Functions here have no SDK of their own; this is the one that AWS's runtimes bring. */
const sdk = (service: string) => import.meta.resolve(`@aws-sdk/client-${service}`);

/** local-aws, its clients, and how often the function has run so far. */
async function startLoop() {
  const warn = vi.fn();
  const { aws, lambda, create, ...rest } = await startLambda({ log: { info() {}, warn, error() {} } });
  const settings = {
    endpoint: aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const sqs = new SQSClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  onTestFinished(() => {
    sqs.destroy();
    s3.destroy();
  });
  const stopped = () =>
    vi.waitFor(() => {
      expect(warn).toHaveBeenCalledWith(expect.stringMatching(/^loop ran 16 times in one chain of requests/));
    }, 30_000);
  async function createOneAtATime(source: string) {
    const created = await create(FunctionName, source);
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }));
    return created;
  }
  return { lambda, create: createOneAtATime, sqs, s3, stopped, ...rest };
}

/** Counts its runs in a global: it runs once at a time, in one environment. */
const counting = (send: string) => `
  let runs = 0;
  export const handler = async (event) => {
    if (event.ask) return runs;
    runs += 1;
    ${send}
  };`;

async function runsOf(lambda: Awaited<ReturnType<typeof startLoop>>['lambda']): Promise<number> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: '{"ask":true}' }));
  return Number(Payload?.transformToString());
}

test('a loop through a queue is stopped after 16 runs, unless it is allowed', async () => {
  const { lambda, create, sqs, stopped } = await startLoop();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  await create(
    `import { SQSClient, SendMessageCommand } from '${sdk('sqs')}';
     const sqs = new SQSClient({});
     ${counting(`await sqs.send(new SendMessageCommand({ QueueUrl: '${QueueUrl}', MessageBody: 'again' }));`)}`,
  );
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName,
      EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
    }),
  );

  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'first' }));
  await stopped();
  expect(await runsOf(lambda)).toBe(16);

  const RecursiveLoop = 'Allow';
  await lambda.send(new PutFunctionRecursionConfigCommand({ FunctionName, RecursiveLoop }));
  expect(await lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName }))).toMatchObject({
    RecursiveLoop,
  });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'once more' }));
  await expect.poll(() => runsOf(lambda)).toBeGreaterThan(40);
});

test('a loop through a bucket is stopped, and the event goes where failed ones go', async () => {
  const { lambda, create, s3, sqs, stopped } = await startLoop();
  await s3.send(new CreateBucketCommand({ Bucket: 'photos' }));
  const { FunctionArn } = await create(
    `import { S3Client, PutObjectCommand } from '${sdk('s3')}';
     const s3 = new S3Client({ forcePathStyle: true });
     ${counting(`await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a', Body: 'x' }));`)}`,
  );
  await sqs.send(new CreateQueueCommand({ QueueName: 'failed' }));
  const Destination = 'arn:aws:sqs:us-east-1:000000000000:failed';
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName,
      DestinationConfig: { OnFailure: { Destination } },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: 's3',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
    }),
  );
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: 'photos',
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [{ LambdaFunctionArn: FunctionArn, Events: ['s3:ObjectCreated:*'] }],
      },
    }),
  );

  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a', Body: 'x' }));
  await stopped();
  expect(await runsOf(lambda)).toBe(16);
});

test('a chain of calls that comes back too often is refused to the caller', async () => {
  const { lambda, create } = await startLoop();
  await create('export const handler = async () => process.env._X_AMZN_TRACE_ID;');
  let trace = '';
  const call = () => {
    const command = new InvokeCommand({ FunctionName });
    command.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { headers: Record<string, string> };
        if (trace) request.headers['x-amzn-trace-id'] = trace;
        return next(args);
      },
      { step: 'build' },
    );
    return lambda.send(command);
  };
  const root = () => /Root=([^;]+)/.exec(trace)?.[1];
  for (let run = 0; run < 16; run += 1) {
    const before = root();
    trace = JSON.parse((await call()).Payload?.transformToString() ?? '');
    if (run > 0) expect(root()).toBe(before);
    expect(trace).toMatch(
      new RegExp(
        `^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:${run + 1}$`,
      ),
    );
  }
  await expect(call()).rejects.toMatchObject({
    name: 'RecursiveInvocationException',
    $metadata: { httpStatusCode: 400 },
  });
});
