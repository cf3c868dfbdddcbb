import { z } from 'zod';
import type { SynthesizedJson } from './synthesize-with.ts';

type Block = Readonly<Record<string, unknown>>;

/** What auditors ask of a stack, as Checkov, Trivy and AWS Security Hub have it. */
export type Rule = {
  readonly about: string;
  readonly says: string;
} & (
  | {
      /** The blocks that break it. */
      broken(stack: SynthesizedJson): readonly unknown[];
    }
  | {
      /** Why it is not kept by default, and how it can be where that is possible. */
      readonly waived: string;
    }
);

const statementSchema = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.unknown().optional(),
  /** None where `NotAction` names those that are left. */
  Action: z.union([z.string(), z.array(z.string())]).default([]),
  Resource: z.unknown().optional(),
  Condition: z.record(z.string(), z.unknown()).optional(),
});
const documentSchema = z.object({ Statement: z.array(statementSchema) });

const blocks = (stack: SynthesizedJson, type: string): Block[] => Object.values(stack.resource[type] ?? {});

/** The statements of the policies in this attribute. */
const statements = (stack: SynthesizedJson, type: string, attribute = 'policy') =>
  blocks(stack, type).flatMap(
    (block) => documentSchema.parse(JSON.parse(String(block[attribute]))).Statement,
  );

const allowed = (stack: SynthesizedJson, type: string) =>
  statements(stack, type).filter(({ Effect }) => Effect === 'Allow');

/** Whether each block of a type has a block of another beside it. */
const lacking = (stack: SynthesizedJson, type: string, beside: string) =>
  blocks(stack, type).length === blocks(stack, beside).length ? [] : [`${type} without ${beside}`];

const resourcePolicies = ['aws_s3_bucket_policy', 'aws_sqs_queue_policy', 'aws_sns_topic_policy'];

const bucketRules: Rule[] = [
  {
    about: 'S3',
    says: 'Buckets block public ACLs and policies',
    broken: (stack) => [
      ...lacking(stack, 'aws_s3_bucket', 'aws_s3_bucket_public_access_block'),
      ...blocks(stack, 'aws_s3_bucket_public_access_block').filter((block) =>
        ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].some(
          (name) => block[name] !== true,
        ),
      ),
    ],
  },
  {
    about: 'S3',
    says: 'Buckets have no ACLs',
    broken: (stack) => lacking(stack, 'aws_s3_bucket', 'aws_s3_bucket_ownership_controls'),
  },
  {
    about: 'S3',
    says: 'Objects are encrypted',
    broken: (stack) => lacking(stack, 'aws_s3_bucket', 'aws_s3_bucket_server_side_encryption_configuration'),
  },
  {
    about: 'S3',
    says: 'Unfinished uploads in parts end',
    broken: (stack) => lacking(stack, 'aws_s3_bucket', 'aws_s3_bucket_lifecycle_configuration'),
  },
  {
    about: 'S3',
    says: 'Buckets keep versions',
    waived:
      '`originals.versioned` keeps those of originals. Variants are never overwritten and can be made again',
  },
  {
    about: 'S3',
    says: 'Buckets log who reads them',
    waived: 'turn on CloudTrail’s data events for the account where that must be known',
  },
  {
    about: 'S3',
    says: 'Buckets are replicated to another region',
    waived: 'S3 keeps objects in three zones; a copy elsewhere is yours to pay and to decide',
  },
];

const encryptionRules: Rule[] = [
  {
    about: 'Encryption',
    says: 'Resource policies refuse requests without TLS',
    broken: (stack) =>
      resourcePolicies.flatMap((type) =>
        blocks(stack, type).filter(
          ({ policy }) => !String(policy).includes('"Sid":"TlsOnly","Effect":"Deny"'),
        ),
      ),
  },
  {
    about: 'Encryption',
    says: 'Queues are encrypted',
    broken: (stack) =>
      blocks(stack, 'aws_sqs_queue').filter(
        (queue) => queue.sqs_managed_sse_enabled !== true && !queue.kms_master_key_id,
      ),
  },
  {
    about: 'Encryption',
    says: 'Topics with photos’ names are encrypted',
    broken: (stack) =>
      blocks(stack, 'aws_sns_topic').filter(
        ({ kms_master_key_id: key, name }) => !key && !String(name).endsWith('-alarms'),
      ),
  },
  {
    about: 'Encryption',
    says: 'The topic of alarms is encrypted',
    waived:
      '[`encryption.key`](encryption.md) encrypts it; with SNS’s own key CloudWatch cannot publish. An alarm says nothing but names and numbers',
  },
  {
    about: 'Encryption',
    says: 'Keys are the customer’s own (KMS)',
    waived:
      '[`encryption.key`](encryption.md): keys of AWS encrypt everything, and cost nothing for each request',
  },
  {
    about: 'Encryption',
    says: 'Viewers reach CloudFront by HTTPS alone',
    broken: (stack) =>
      blocks(stack, 'aws_cloudfront_distribution').filter((block) =>
        /"viewer_protocol_policy":"(?!redirect-to-https|https-only)/.test(JSON.stringify(block)),
      ),
  },
];

const accessRules: Rule[] = [
  {
    about: 'Access',
    says: 'Resource policies allow nobody and everybody nothing without a condition',
    broken: (stack) =>
      resourcePolicies
        .flatMap((type) => allowed(stack, type))
        .filter(({ Principal, Condition }) => Principal === '*' || Condition === undefined),
  },
  {
    about: 'Access',
    says: 'Roles allow no action and no resource with a bare wildcard',
    broken: (stack) =>
      allowed(stack, 'aws_iam_role_policy').filter(
        ({ Action, Resource }) =>
          [Action].flat().some((action) => /^\*$|:\*$/.test(action)) ||
          ([Resource].flat().includes('*') && !isWithoutResources(Action)),
      ),
  },
  {
    about: 'Access',
    says: 'Roles are for Lambda alone, and for EC2 where instances upload',
    broken: (stack) =>
      statements(stack, 'aws_iam_role', 'assume_role_policy').filter(
        ({ Principal }) => !/^\{"Service":"(lambda|ec2)\.amazonaws\.com"\}$/.test(JSON.stringify(Principal)),
      ),
  },
  {
    about: 'Access',
    says: 'Functions are invoked by named sources alone',
    broken: (stack) => blocks(stack, 'aws_lambda_permission').filter(({ source_arn: source }) => !source),
  },
  {
    about: 'Access',
    says: 'Function URLs are signed for',
    broken: (stack) =>
      blocks(stack, 'aws_lambda_function_url').filter((url) => url.authorization_type !== 'AWS_IAM'),
  },
  {
    about: 'Access',
    says: 'The API knows its callers',
    broken: (stack) =>
      blocks(stack, 'aws_api_gateway_method').filter(
        (method) => method.authorization === 'NONE' && method.http_method !== 'OPTIONS',
      ),
  },
  {
    about: 'Access',
    says: 'The API limits its requests, whoever sends them',
    broken: (stack) => lacking(stack, 'aws_api_gateway_stage', 'aws_api_gateway_method_settings'),
  },
  {
    about: 'Access',
    says: 'The API and the distribution have a web application firewall',
    waived: '`delivery.webAclArn` takes yours for pictures; it costs $5 a month and more',
  },
  {
    about: 'Access',
    says: 'Functions run in a VPC',
    waived: 'they call nothing but AWS and webhooks; a VPC needs endpoints or a NAT, billed by the hour',
  },
];

/** What AWS lets nobody limit to a resource. */
function isWithoutResources(action: unknown): boolean {
  return [action].flat().every((one) => one === 'xray:PutTraceSegments');
}

const operationRules: Rule[] = [
  {
    about: 'Operation',
    says: 'The table can be restored to any second, and not deleted by mistake',
    broken: (stack) =>
      blocks(stack, 'aws_dynamodb_table').filter(
        (table) =>
          table.deletion_protection_enabled !== true ||
          !JSON.stringify(table.point_in_time_recovery ?? {}).includes('true'),
      ),
  },
  {
    about: 'Operation',
    says: 'Logs end',
    broken: (stack) => blocks(stack, 'aws_cloudwatch_log_group').filter((group) => !group.retention_in_days),
  },
  {
    about: 'Operation',
    says: 'Logs are kept for a year',
    waived: '`retention.logDays`, 30 by default: they name photos',
  },
  {
    about: 'Operation',
    says: 'Events on which Lambda gives up are kept',
    broken: (stack) => [
      ...blocks(stack, 'aws_lambda_event_source_mapping').filter(
        ({ event_source_arn: source, destination_config: kept }) =>
          String(source).includes('stream_arn') && !kept,
      ),
      ...blocks(stack, 'aws_lambda_function_event_invoke_config').filter(
        ({ destination_config: kept }) => !kept,
      ),
    ],
  },
  {
    about: 'Operation',
    says: 'Functions have a runtime that AWS supports',
    broken: (stack) => blocks(stack, 'aws_lambda_function').filter(({ runtime }) => runtime !== 'nodejs22.x'),
  },
  {
    about: 'Operation',
    says: 'CloudFront goes on when an origin refuses',
    broken: (stack) =>
      blocks(stack, 'aws_cloudfront_distribution').filter(({ origin_group: group }) => !group),
  },
  {
    about: 'Operation',
    says: 'Somebody is told of failures',
    waived: '[`monitoring`](monitoring.md): an alarm needs an address, and costs money',
  },
  {
    about: 'Operation',
    says: 'The API and the distribution log their requests',
    waived:
      '`delivery.logs` for pictures, `api.accessLogs` for the API. That takes a role for the whole account, which one stack should not own',
  },
  {
    about: 'Operation',
    says: 'Functions reserve concurrency',
    waived: '`intake.reservedConcurrency`: new accounts have none to reserve',
  },
  {
    about: 'Operation',
    says: 'Requests are traced (X-Ray)',
    waived: '`tracing`: it is billed by the span. Without it, one id joins an upload’s lines in all logs',
  },
];

export const rules: readonly Rule[] = [...bucketRules, ...encryptionRules, ...accessRules, ...operationRules];
