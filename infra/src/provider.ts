import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Every service that the stack uses, by the provider's name. A missing one would be called on real AWS. */
const services = [
  'apigateway',
  'cloudwatch',
  'dynamodb',
  'events',
  'iam',
  'kms',
  'lambda',
  'logs',
  's3',
  'sns',
  'sqs',
  'ssm',
  'sts',
] as const;
/** LocalStack's free image has no CloudFront. */
const cloudFront = ['cloudfront', 'cloudfrontkeyvaluestore'] as const;

/** AWS itself, or local-aws or LocalStack at their endpoint. Credentials come only from the environment. */
export function awsProvider(
  scope: Construct,
  settings: Settings,
  region: string,
  tags: Record<string, string>,
) {
  const { endpoint, target } = settings;
  const called = target === 'localstack' ? services : [...services, ...cloudFront];
  return new AwsProvider(scope, 'aws', {
    region,
    defaultTags: [{ tags }],
    ...(target === 'aws'
      ? {}
      : {
          s3UsePathStyle: true,
          skipMetadataApiCheck: 'true', // there is no EC2 metadata; everything else is checked as on AWS
          endpoints: [Object.fromEntries(called.map((service) => [service, endpoint]))],
        }),
  });
}

/**
 * AWS in the region where CloudFront's certificates, web ACLs, metrics and log deliveries are; elsewhere the stack's own. It is
 * made when it is first asked for.
 */
export function cloudFrontProvider(scope: Construct, { target }: Settings, tags: Record<string, string>) {
  let provider: AwsProvider | undefined;
  return () => {
    if (target !== 'aws') return {};
    provider ??= new AwsProvider(scope, 'aws-us-east-1', {
      alias: 'us-east-1',
      region: 'us-east-1',
      defaultTags: [{ tags }],
    });
    return { provider };
  };
}
