import {
  GetParameterCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import { type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';

/** local-aws and the official client of Systems Manager. They end with the test. */
export async function startSsm(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  const ssm = new SSMClient({
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => ssm.destroy());
  return {
    aws,
    ssm,
    put: (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
      ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more })),
    async get(Name: string, WithDecryption?: boolean) {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption }));
      return Parameter;
    },
  };
}
