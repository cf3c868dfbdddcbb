import { DeleteItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteFunctionConcurrencyCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';
import { startApiGateway } from '../../apigateway/testing/start-api.ts';
import { connectQueues } from '../../lambda/testing/connect-queues.ts';
import { patience } from '../../lambda/testing/processes.ts';
import { metricsOf } from '../testing/read-metrics.ts';

const source = `export const handler = async ({ body, path }) => {
  if (path !== '/throw') return { statusCode: Number(body ?? 200) };
  throw new Error('on purpose');
};`;

test('functions, APIs and queues measure what they do', async () => {
  const { aws, lambda, createApi } = await startApiGateway({ lambda: { retryDelaysMs: [1, 1] } });
  const metrics = metricsOf(aws.endpoint);
  const { url } = await createApi(source);
  for (const [path, body] of [
    ['ok', '200'],
    ['ok', '404'],
    ['throw', ''],
  ])
    await fetch(`${url}/${path}`, { method: 'POST', ...(body ? { body } : {}) });

  const answers = { Count: 'Sum', '4XXError': 'Sum', '5XXError': 'Average', Latency: 'SampleCount' };
  const measured = { Count: 3, '4XXError': 1, '5XXError': expect.closeTo(1 / 3), Latency: 3 };
  expect(await metrics('AWS/ApiGateway', { ApiName: 'photos' }, answers)).toEqual(measured);
  expect(await metrics('AWS/ApiGateway', { ApiName: 'photos', Stage: 'v1' }, answers)).toEqual(measured);
  const calls = { Invocations: 'Sum', Errors: 'Sum', Throttles: 'Sum', ConcurrentExecutions: 'Maximum' };
  const ofFunction = { FunctionName: 'handler' };
  expect(await metrics('AWS/Lambda', ofFunction, { ...calls, Duration: 'p99' })).toEqual({
    ...{ Invocations: 3, Errors: 1, Throttles: 0, ConcurrentExecutions: 1, Duration: expect.any(Number) },
  });

  const call = { FunctionName: 'handler', Payload: JSON.stringify({ path: '/throw' }) };
  await lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName: 'handler', ReservedConcurrentExecutions: 0 }),
  );
  await expect(lambda.send(new InvokeCommand(call))).rejects.toThrow('Rate Exceeded');
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'handler' }));
  expect(await metrics('AWS/Lambda', ofFunction, calls)).toMatchObject({ Invocations: 3, Throttles: 1 });

  const queues = connectQueues(aws.endpoint);
  const dead = await queues.createQueue('dead');
  const DeadLetterConfig = { TargetArn: dead.arn };
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'handler', DeadLetterConfig }));
  await lambda.send(new InvokeCommand({ ...call, InvocationType: 'Event' }));
  const ofQueue = { QueueName: 'dead' };
  const levels = { ApproximateNumberOfMessagesVisible: 'Maximum', ApproximateAgeOfOldestMessage: 'Minimum' };
  await expect
    .poll(() => metrics('AWS/SQS', ofQueue, levels), patience)
    .toEqual({ ApproximateNumberOfMessagesVisible: 1, ApproximateAgeOfOldestMessage: expect.any(Number) });
  expect(
    await metrics('AWS/Lambda', ofFunction, {
      ...{ AsyncEventsReceived: 'Sum', AsyncEventsDropped: 'Sum', Errors: 'Sum', DeadLetterErrors: 'Sum' },
    }),
  ).toEqual({
    ...{ AsyncEventsReceived: 1, AsyncEventsDropped: 1, Errors: 4, DeadLetterErrors: undefined },
  });

  await queues.receive(dead.url);
  await queues.sqs.send(new DeleteQueueCommand({ QueueUrl: dead.url }));
  await lambda.send(new InvokeCommand({ ...call, InvocationType: 'Event' }));
  const lost = () => metrics('AWS/Lambda', ofFunction, { DeadLetterErrors: 'Sum' });
  await expect.poll(lost, patience).toEqual({ DeadLetterErrors: 1 });
  const traffic = { NumberOfMessagesSent: 'Sum', NumberOfMessagesReceived: 'Sum' };
  expect(await metrics('AWS/SQS', ofQueue, { ...traffic, NumberOfMessagesDeleted: 'Sum' })).toEqual({
    ...{ NumberOfMessagesSent: 1, NumberOfMessagesReceived: 1, NumberOfMessagesDeleted: undefined },
  });
});

test('an injected fault of DynamoDB is measured like an error of the system', async () => {
  const fault = { service: 'dynamodb', errorRate: 1 };
  const throttle = { code: 'ThrottlingException', statusCode: 400 };
  const aws = await startLocalAws({
    port: 0,
    faults: [{ ...fault, operation: 'GetItem', error: throttle }, fault],
  });
  onTestFinished(() => aws.close());
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { endpoint, region } = aws;
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });
  onTestFinished(() => dynamodb.destroy());
  const item = { TableName: 'images', Key: { pk: { S: 'a' } } };
  await expect(dynamodb.send(new GetItemCommand(item))).rejects.toThrow();
  await expect(dynamodb.send(new DeleteItemCommand(item))).rejects.toThrow();

  const wanted = { SystemErrors: 'Sum', ThrottledRequests: 'Sum' };
  const errorsOf = (Operation: string) =>
    metricsOf(endpoint)('AWS/DynamoDB', { TableName: 'images', Operation }, wanted);
  expect(await errorsOf('GetItem')).toEqual({ SystemErrors: undefined, ThrottledRequests: 1 });
  expect(await errorsOf('DeleteItem')).toEqual({ SystemErrors: 1, ThrottledRequests: undefined });
});
