import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { onTestFinished } from 'vitest';
import { type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** local-aws and the official client of KMS. They end with the test. */
export async function startKms(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  const kms = new KMSClient({ endpoint: aws.endpoint, region: aws.region, credentials, maxAttempts: 1 });
  onTestFinished(() => kms.destroy());
  return { aws, kms };
}

/** A new key's ARN. */
export async function createKey(endpoint: string): Promise<string> {
  const kms = new KMSClient({ endpoint, region: 'us-east-1', credentials });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  kms.destroy();
  return KeyMetadata?.Arn ?? '';
}
