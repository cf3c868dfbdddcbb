import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { onTestFinished } from 'vitest';
import { type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';
import { zipOf } from './zip-of.ts';

export const Role = 'arn:aws:iam::000000000000:role/test';

/** local-aws and the official client of Lambda. They end with the test. */
export async function startLambda(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  return { aws, ...connectLambda(aws.endpoint) };
}

/** The official client, and what most tests do with it. */
export function connectLambda(endpoint: string) {
  const lambda = new LambdaClient({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => lambda.destroy());

  return {
    lambda,
    /** A function whose `index.mjs` is `source`. */
    create: async (
      FunctionName: string,
      source: string,
      settings: Partial<CreateFunctionCommandInput> = {},
    ) =>
      lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Role,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: { ZipFile: await zipOf({ 'index.mjs': source }) },
          ...settings,
        }),
      ),
    async invoke(FunctionName: string, event: unknown = {}) {
      const Payload = JSON.stringify(event);
      const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload, LogType: 'Tail' }));
      return {
        value: JSON.parse(answer.Payload?.transformToString() || 'null'),
        error: answer.FunctionError,
        log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
        requestId: answer.$metadata.requestId ?? '',
        version: answer.ExecutedVersion,
      };
    },
  };
}
