import {
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
} from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import type { LocalAwsOptions } from '../../../start-local-aws.ts';
import { connectQueues } from './connect-queues.ts';
import { startLambda } from './start-lambda.ts';

/** local-aws, and what tests of asynchronous invocations do. */
export async function startAsync(options: LocalAwsOptions = {}) {
  const started = await startLambda(options);
  const { aws, lambda } = started;
  const queues = connectQueues(aws.endpoint);

  return {
    ...started,
    ...queues,
    async enqueue(FunctionName: string, event: unknown = {}): Promise<void> {
      const Payload = JSON.stringify(event);
      await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
    },
    configure: (
      FunctionName: string,
      config: Omit<PutFunctionEventInvokeConfigCommandInput, 'FunctionName'>,
    ) => lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, ...config })),
    reserve: (FunctionName: string, ReservedConcurrentExecutions: number) =>
      lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions })),
    /** The next record that a destination receives. */
    async record(QueueUrl: string) {
      const record = JSON.parse(await queues.receive(QueueUrl));
      expect(record).toMatchObject({ version: '1.0', timestamp: expect.stringMatching(/Z$/) });
      return record;
    },
  };
}
