import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Every service the stack uses, by the provider's names. A missing one would be asked of real AWS. */
const services = [
  'apigateway',
  'dynamodb',
  'iam',
  'lambda',
  'logs',
  's3',
  'sns',
  'sqs',
  'ssm',
  'sts',
] as const;

/** AWS as it is, or local-aws and LocalStack by their endpoint. Credentials come from the environment, never from here. */
export function awsProvider(
  scope: Construct,
  settings: Settings,
  region: string,
  tags: Record<string, string>,
) {
  const { endpoint } = settings;
  return new AwsProvider(scope, 'aws', {
    region,
    defaultTags: [{ tags }],
    ...(settings.target === 'aws'
      ? {}
      : {
          s3UsePathStyle: true,
          skipMetadataApiCheck: 'true', // there is no EC2 to ask; everything else is checked as on AWS
          endpoints: [Object.fromEntries(services.map((service) => [service, endpoint]))],
        }),
  });
}
