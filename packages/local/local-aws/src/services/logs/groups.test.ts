import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  paginateDescribeLogGroups,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../start-local-aws.ts';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { connectLogs, logGroupName, startLogs } from './testing/start-logs.ts';

const dayMs = 24 * 60 * 60 * 1000;
const logGroupArn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`;

test('a group reads back as it was made, with its retention, under both forms of its ARN', async () => {
  const { logs } = await startLogs();
  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 }));

  const described = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));

  expect(described.logGroups).toEqual([
    expect.objectContaining({
      logGroupName,
      arn: `${logGroupArn}:*`,
      logGroupArn,
      retentionInDays: 14,
      logGroupClass: 'STANDARD',
    }),
  ]);
  await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.[0]?.retentionInDays).toBeUndefined();
});

test('a group exists once, and not after it was deleted', async () => {
  const { logs } = await startLogs();
  await expect(logs.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'The specified log group already exists',
  });

  await logs.send(new DeleteLogGroupCommand({ logGroupName }));

  await expect(logs.send(new DeleteLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
});

test('groups are listed by prefix, page by page', async () => {
  const { logs } = await startLogs();
  for (const name of ['/a/1', '/a/2', '/a/3', '/b/1'])
    await logs.send(new CreateLogGroupCommand({ logGroupName: name }));

  const pages = [];
  const input = { logGroupNamePrefix: '/a/', limit: 2 };
  for await (const { logGroups } of paginateDescribeLogGroups({ client: logs }, input))
    pages.push(logGroups?.map((group) => group.logGroupName));

  expect(pages).toEqual([['/a/1', '/a/2'], ['/a/3']]);
});

test('tags are changed by the ARN of the group', async () => {
  const { logs } = await startLogs();
  const tags = { stage: 'dev', owner: 'Ada' };
  await logs.send(new TagResourceCommand({ resourceArn: logGroupArn, tags }));
  await logs.send(new UntagResourceCommand({ resourceArn: `${logGroupArn}:*`, tagKeys: ['owner'] }));

  const listed = await logs.send(new ListTagsForResourceCommand({ resourceArn: logGroupArn }));

  expect(listed.tags).toEqual({ stage: 'dev' });
});

test('events older than the retention are gone, the others survive a restart', async () => {
  const dataDir = await temporaryFolder();
  const first = await startLogs({ dataDir });
  await first.createStream('main');
  await first.write('main', [Date.now() - 2 * dayMs, 'old']);
  await first.write('main', [Date.now(), 'new']);
  await first.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
  await first.aws.close();

  const second = await startLocalAws({ port: 0, dataDir });
  onTestFinished(() => second.close());
  expect(await connectLogs(second.endpoint).messages()).toEqual(['new']);
});

test('a retention that CloudWatch Logs does not offer is refused', async () => {
  const { logs } = await startLogs();
  const asked = logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 }));
  await expect(asked).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringMatching(
      /^1 validation error detected: Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: \[1, 3, 5/,
    ),
  });
});

test('a group of another region or account is none of ours, though one here has its name', async () => {
  const { logs } = await startLogs();
  await logs.send(new TagResourceCommand({ resourceArn: logGroupArn, tags: { stage: 'test' } }));
  for (const resourceArn of [
    logGroupArn.replace('us-east-1', 'eu-west-1'),
    logGroupArn.replace('000000000000', '111111111111'),
    logGroupArn.replace(':log-group:', ':destination:'),
  ]) {
    const missing = { name: 'ResourceNotFoundException' };
    await expect(logs.send(new ListTagsForResourceCommand({ resourceArn }))).rejects.toMatchObject(missing);
    const events = new FilterLogEventsCommand({ logGroupIdentifier: resourceArn });
    await expect(logs.send(events)).rejects.toMatchObject(missing);
    const groups = new DescribeLogGroupsCommand({ logGroupIdentifiers: [resourceArn] });
    await expect(logs.send(groups)).rejects.toMatchObject(missing);
  }
});
