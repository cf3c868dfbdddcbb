import type { PipelineConfig } from '@darkroom/pipeline-config';
import { policyDocument } from '../tls-only.ts';

export interface KeyUsers {
  readonly config: PipelineConfig;
  /** Of the names of all resources. */
  readonly prefix: string;
  readonly partition: string;
  readonly accountId: string;
}

/** The policy of the stack's key, as JSON. */
export function keyPolicy(users: KeyUsers): string {
  return policyDocument([accountStatement(users), ...serviceStatements(users)]);
}

/**
 * What services of AWS need of the key, each for this stack's resources alone. Roles have their own policies. Source: each
 * service's page about KMS, such as "Restricting access to an Amazon S3 origin" and "Encrypt log data in CloudWatch Logs".
 */
function serviceStatements({ config, prefix, partition, accountId }: KeyUsers): object[] {
  const { region } = config;
  const arn = (service: string, name: string) =>
    `arn:${partition}:${service}:${service === 'cloudfront' ? '' : region}:${accountId}:${name}`;
  const sentBy = (source: string) => ({ ArnLike: { 'aws:SourceArn': source } });
  const encrypting = ['kms:Decrypt', 'kms:GenerateDataKey*'];
  const groups = ['/aws/lambda', '/aws/vendedlogs'].map((path) =>
    arn('logs', `log-group:${path}/${prefix}-*`),
  );
  return [
    {
      ...service('Logs', `logs.${region}.amazonaws.com`, [
        ...['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      ]),
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
    },
    // Failed events go from their topic to a queue.
    { ...service('Topics', 'sns.amazonaws.com', encrypting), Condition: sentBy(arn('sns', `${prefix}-*`)) },
    ...(config.delivery.cloudFront
      ? [
          {
            // The bucket's policy names the one distribution; its ARN here would make a circle of the two.
            ...service('Pictures', 'cloudfront.amazonaws.com', ['kms:Decrypt']),
            Condition: sentBy(arn('cloudfront', 'distribution/*')),
          },
        ]
      : []),
    ...(config.intake.mode === 'queue'
      ? [
          {
            ...service('Uploads', 's3.amazonaws.com', encrypting),
            Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
          },
        ]
      : []),
    ...(config.monitoring
      ? [
          {
            ...service('Alarms', 'cloudwatch.amazonaws.com', encrypting),
            Condition: sentBy(arn('cloudwatch', `alarm:${prefix}-*`)),
          },
        ]
      : []),
  ];
}

/** The policies of the account's own identities decide about everything else: who deploys, and which role may use the key. */
function accountStatement({ partition, accountId }: KeyUsers): object {
  return {
    Sid: 'Account',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}

function service(Sid: string, name: string, actions: readonly string[]) {
  return { Sid, Effect: 'Allow', Principal: { Service: name }, Action: actions, Resource: '*' };
}
