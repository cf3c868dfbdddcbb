import { CreateRoleCommand, EntityAlreadyExistsException, IAMClient } from '@aws-sdk/client-iam';
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

const trust = {
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

/** local-aws and the official Lambda client. They end with the test. */
export async function startLambda(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  return { aws, ...connectLambda(aws.endpoint) };
}

/** The official client, and what most tests do with it. */
export function connectLambda(endpoint: string) {
  const settings = {
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const lambda = new LambdaClient(settings);
  const iam = new IAMClient(settings);
  onTestFinished(() => {
    lambda.destroy();
    iam.destroy();
  });

  async function createRole(): Promise<void> {
    const request = { RoleName: 'test', AssumeRolePolicyDocument: JSON.stringify(trust) };
    try {
      await iam.send(new CreateRoleCommand(request));
    } catch (error) {
      if (!(error instanceof EntityAlreadyExistsException)) throw error; // created for the test's last function
    }
  }

  return {
    lambda,
    iam,
    /** A function whose `index.mjs` is `source`. */
    async create(FunctionName: string, source: string, input: Partial<CreateFunctionCommandInput> = {}) {
      await createRole();
      return lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Role,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: { ZipFile: await zipOf({ 'index.mjs': source }) },
          ...input,
        }),
      );
    },
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
