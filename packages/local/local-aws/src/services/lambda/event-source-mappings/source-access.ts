import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import type { EventSourceMapping } from './mapping.ts';

type Source = EventSourceMapping['source'];

/** AWS Lambda Developer Guide, "Execution role permissions" of DynamoDB Streams and of SQS. */
const requiredActions: Readonly<Record<Source, readonly string[]>> = {
  stream: [
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:DescribeStream',
    'dynamodb:ListStreams',
  ],
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
};

/** The kind of source that an ARN names. Throws InvalidParameterValueException for kinds that local-aws cannot map. */
export function sourceOf(arn: string): Source {
  if (/^arn:aws:dynamodb:[\w-]+:\d{12}:table\/[^/]+\/stream\/.+$/.test(arn)) return 'stream';
  if (/^arn:aws:sqs:[\w-]+:\d{12}:[\w-]+$/.test(arn)) return 'queue';
  throw invalidParameter('Unrecognized event source.');
}

/** Throws InvalidParameterValueException for a source that does not exist or that the function's role may not read. */
export async function checkSource(cloud: Cloud, arn: string, roleArn: string): Promise<void> {
  const source = sourceOf(arn);
  const { streams, queues } = cloud.ports;
  if (source === 'stream' && !(await streams.exists(arn))) throw invalidParameter(`Stream not found: ${arn}`);
  if (source === 'queue' && !(await queues.exists(arn))) {
    throw invalidParameter(
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    );
  }
  for (const action of requiredActions[source]) {
    try {
      await cloud.access.authorizeRole(roleArn, { action, resources: [arn] });
    } catch (error) {
      if (error instanceof AwsError) throw invalidParameter(refusal(source, arn, action));
      throw error;
    }
  }
}

function refusal(source: Source, arn: string, action: string): string {
  return source === 'stream'
    ? `Cannot access stream ${arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.`
    : `The provided execution role does not have permissions to call ${action.slice('sqs:'.length)} on SQS`;
}
