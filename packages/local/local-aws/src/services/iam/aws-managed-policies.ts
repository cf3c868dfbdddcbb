import type { ManagedPolicy } from './iam-state.ts';

const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const stream = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];
const queue = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** The AWS managed policies that functions' roles commonly have. Source: AWS Managed Policy Reference Guide. */
export const awsManagedPolicies: ReadonlyMap<string, ManagedPolicy> = new Map(
  [
    managed('AWSLambdaBasicExecutionRole', '/service-role/', logs),
    managed('AWSLambdaDynamoDBExecutionRole', '/service-role/', [...stream, ...logs]),
    managed('AWSLambdaSQSQueueExecutionRole', '/service-role/', [...queue, ...logs]),
    managed('AmazonS3ReadOnlyAccess', '/', ['s3:Get*', 's3:List*', 's3:Describe*']),
    managed('AmazonS3FullAccess', '/', ['s3:*']),
    managed('AmazonDynamoDBFullAccess', '/', ['dynamodb:*']),
    managed('AdministratorAccess', '/', ['*']),
  ].map((policy) => [policy.arn, policy]),
);

function managed(name: string, path: string, actions: readonly string[]): ManagedPolicy {
  const createdAt = '2015-02-06T18:39:46Z';
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  const document = JSON.stringify({ Version: '2012-10-17', Statement });
  return {
    name,
    path,
    id: `ANPA${Buffer.from(name).toString('hex').toUpperCase().slice(0, 17)}`,
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    description: '',
    createdAt,
    tags: [],
    versions: [{ id: 'v1', document, createdAt }],
    defaultVersionId: 'v1',
    versionsMade: 1,
  };
}
