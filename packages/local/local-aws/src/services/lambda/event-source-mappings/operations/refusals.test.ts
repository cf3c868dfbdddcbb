import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, onTestFinished, test } from 'vitest';
import { FunctionName, patience, startMappings } from '../testing/start-mappings.ts';

const fromStart = { StartingPosition: 'TRIM_HORIZON' } as const;

test('a function is mapped to a source only once', async () => {
  const { createConsumer, createTable, createQueue, map } = await startMappings();
  await createConsumer('ids');
  const stream = await createTable();
  const queue = await createQueue('jobs');
  const [ofStream, ofQueue] = [await map(stream, fromStart), await map(queue.arn)];

  await expect(map(stream, fromStart)).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `The event source arn (" ${stream} ") and function (" ${FunctionName} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${ofStream}`,
  });
  await expect(map(queue.arn)).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `An event source mapping with SQS arn (" ${queue.arn} ") and function (" ${FunctionName} ") already exists. Please update or delete the existing mapping with UUID ${ofQueue}`,
  });
});

const jobs = 'arn:aws:sqs:us-east-1:000000000000:jobs';
const gone = 'arn:aws:sqs:us-east-1:000000000000:gone';
const brief = 'arn:aws:sqs:us-east-1:000000000000:brief';
const goneStream = 'arn:aws:dynamodb:us-east-1:000000000000:table/gone/stream/2030-01-01T00:00:00.000';

test.each([
  [jobs, { FunctionName: 'nobody' }, 'Function does not exist'],
  [
    gone,
    {},
    /^Error occurred while ReceiveMessage\. SQS Error Code: AWS\.SimpleQueueService\.NonExistentQueue/,
  ],
  [goneStream, fromStart, `Stream not found: ${goneStream}`],
  ['arn:aws:kinesis:us-east-1:000000000000:stream/any', fromStart, 'Unrecognized event source.'],
  [goneStream, {}, /Value null at 'startingPosition' failed to satisfy constraint: Member must not be null/],
  [jobs, fromStart, 'StartingPosition is not valid for SQS event sources.'],
  [jobs, { BatchSize: 11 }, /^Maximum batch window in seconds must be greater than 0 if maximum batch size/],
  [brief, {}, 'Queue visibility timeout: 29 seconds is less than Function timeout: 30 seconds'],
  [jobs, { ParallelizationFactor: 2 }, /^Unsupported ParallelizationFactor parameter/],
  [jobs, { FilterCriteria: { Filters: [{ Pattern: '{"body": 1}' }] } }, 'Invalid filter pattern definition.'],
  [
    jobs,
    { TumblingWindowInSeconds: 5 },
    'local-aws does not implement lambda:CreateEventSourceMapping with TumblingWindowInSeconds 5.',
  ],
  [
    jobs,
    { ScalingConfig: { MaximumConcurrency: 1 } },
    /^1 validation error detected: Value '1' at 'scalingConfig\.maximumConcurrency' failed to satisfy constraint: Member must have value greater than or equal to 2$/,
  ],
  [
    jobs,
    { ScalingConfig: { MaximumConcurrency: 1001 } },
    /Member must have value less than or equal to 1000$/,
  ],
  [goneStream, { ...fromStart, ScalingConfig: { MaximumConcurrency: 2 } }, /^Unsupported ScalingConfig/],
  [goneStream, { ...fromStart, MaximumRecordAgeInSeconds: 59 }, /'maximumRecordAgeInSeconds'/],
])('a mapping of %s with %j is refused', async (source, input, message) => {
  const { createConsumer, createQueue, map } = await startMappings();
  await createConsumer('ids');
  await createQueue('jobs');
  await createQueue('brief', { VisibilityTimeout: '29' });

  await expect(map(source, input)).rejects.toThrow(message);
});

test("where IAM is enforced the function's role must be allowed to read the source", async () => {
  const { aws, createConsumer, createTable, createQueue, put, map, entries } = await startMappings({
    enforceIam: true,
  });
  const iam = new IAMClient({
    endpoint: aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => iam.destroy());
  const RoleName = 'consumer';
  const Principal = { Service: 'lambda.amazonaws.com' };
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  await createConsumer('ids', '', { Role: Role?.Arn });
  const stream = await createTable();
  const queue = await createQueue('jobs');

  await expect(map(stream, fromStart)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `Cannot access stream ${stream}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.`,
  });
  await expect(map(queue.arn)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The provided execution role does not have permissions to call ReceiveMessage on SQS',
  });

  const Action = [
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:DescribeStream',
    'dynamodb:ListStreams',
  ];
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: stream }] };
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: 'read', PolicyDocument: JSON.stringify(policy) }),
  );
  await map(stream, fromStart);
  await put(['a']);
  await expect.poll(entries, patience).toEqual([['a']]);
});
