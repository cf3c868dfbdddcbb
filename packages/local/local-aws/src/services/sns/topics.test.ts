import {
  AddPermissionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, startSns } from './testing/start-sns.ts';

const account = '000000000000';

test('a topic has the attributes that AWS gives to a new one', async () => {
  const { topic, topicAttributes } = await startSns();
  expect(topic).toBe(`arn:aws:sns:us-east-1:${account}:changes`);
  const { Policy, EffectiveDeliveryPolicy, ...others } = await topicAttributes();
  expect(others).toEqual({
    TopicArn: topic,
    Owner: account,
    DisplayName: '',
    SubscriptionsConfirmed: '0',
    SubscriptionsDeleted: '0',
    SubscriptionsPending: '0',
  });
  expect(JSON.parse(Policy ?? '')).toMatchObject({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [{ Sid: '__default_statement_ID', Principal: { AWS: '*' }, Resource: topic }],
  });
  expect(JSON.parse(EffectiveDeliveryPolicy ?? '')).toEqual({
    http: {
      defaultHealthyRetryPolicy: {
        minDelayTarget: 20,
        maxDelayTarget: 20,
        numRetries: 3,
        numMaxDelayRetries: 0,
        numNoDelayRetries: 0,
        numMinDelayRetries: 0,
        backoffFunction: 'linear',
      },
      disableSubscriptionOverrides: false,
      defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
    },
  });
});

test('a topic is made once: again with the same is the same, with something else is refused', async () => {
  const { sns, createTopic } = await startSns();
  const Tags = [{ Key: 'k', Value: 'v' }];
  const create = (Attributes: Record<string, string>, tags = Tags) =>
    sns.send(new CreateTopicCommand({ Name: 'once', Attributes, Tags: tags }));
  const { TopicArn } = await create({ DisplayName: 'One', FifoTopic: 'false' });
  expect(await create({ DisplayName: 'One' })).toMatchObject({ TopicArn });
  expect(await createTopic('once')).toBe(TopicArn);
  await expect(create({ DisplayName: 'Two' })).rejects.toMatchObject(
    invalid('Attributes Reason: Topic already exists with different attributes'),
  );
  await expect(create({}, [{ Key: 'k', Value: 'w' }])).rejects.toMatchObject(
    invalid('Tags Reason: Topic already exists with different tags'),
  );
});

test.each<[string, string, Record<string, string>, string]>([
  ['no name', '', {}, 'Topic Name'],
  ['a name with a dot', 'a.b', {}, 'Topic Name'],
  ['a name of 257 characters', 'a'.repeat(257), {}, 'Topic Name'],
  ['an attribute that topics do not have', 'a', { Colour: 'red' }, 'Attributes Reason: AttributeName'],
  [
    'a signature of version 3',
    'a',
    { SignatureVersion: '3' },
    'Attributes Reason: SignatureVersion: Invalid value [3].',
  ],
  ['FIFO', 'a.fifo', { FifoTopic: 'true' }, 'Attributes Reason: FifoTopic: local-aws has no FIFO topics'],
])('CreateTopic refuses %s', async (_, Name, Attributes, message) => {
  const { createTopic } = await startSns();
  await expect(createTopic(Name, Attributes)).rejects.toMatchObject(invalid(message));
});

test('attributes are set and told, and those of a kind that AWS does not know are refused', async () => {
  const { setTopic: set, topicAttributes } = await startSns();
  await set('DisplayName', 'Changes <&> "all"');
  await set('SignatureVersion', '2');
  await set(
    'DeliveryPolicy',
    '{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":6}}}',
  );
  const { DisplayName, SignatureVersion, EffectiveDeliveryPolicy = '' } = await topicAttributes();
  expect([DisplayName, SignatureVersion]).toEqual(['Changes <&> "all"', '2']);
  expect(JSON.parse(EffectiveDeliveryPolicy).http.defaultHealthyRetryPolicy).toMatchObject({
    minDelayTarget: 5,
    maxDelayTarget: 6,
    numRetries: 3,
  });
  for (const name of ['FifoTopic', 'Colour', 'TopicArn', 'constructor']) {
    await expect(set(name, 'true')).rejects.toMatchObject(invalid('AttributeName'));
  }
});

const policyWith = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const statement = {
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: `arn:aws:sns:us-east-1:${account}:changes`,
};

test.each<[string, string, string]>([
  ['no policy', 'x', 'Policy Error: null'],
  [
    'a wildcard',
    policyWith({ ...statement, Action: 'sns:*' }),
    'Policy statement action out of service scope!',
  ],
  [
    "another service's action",
    policyWith({ ...statement, Action: ['sns:Publish', 'kms:Decrypt'] }),
    'Policy statement action out of service scope!',
  ],
  [
    'two resources',
    policyWith({ ...statement, Resource: [statement.Resource, '*'] }),
    'Policy statement must apply to a single resource!',
  ],
])('a policy is refused that is %s', async (_, AttributeValue, message) => {
  const { setTopic } = await startSns();
  await expect(setTopic('Policy', AttributeValue)).rejects.toMatchObject(invalid(message));
});

test('permissions are statements of the policy', async () => {
  const { sns, topic, topicAttributes } = await startSns();
  const add = (Label: string, ActionName: string[]) =>
    sns.send(
      new AddPermissionCommand({ TopicArn: topic, Label, AWSAccountId: ['111111111111'], ActionName }),
    );
  const statements = async () => JSON.parse((await topicAttributes()).Policy ?? '').Statement;
  await add('other', ['Publish', 'Subscribe']);
  expect((await statements())[1]).toEqual({
    Sid: 'other',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111111111111:root' },
    Action: ['SNS:Publish', 'SNS:Subscribe'],
    Resource: topic,
  });
  await expect(add('other', ['Publish'])).rejects.toMatchObject(invalid('Statement already exists'));
  await expect(add('another', ['Unsubscribe'])).rejects.toMatchObject(
    invalid('Policy statement action out of service scope!'),
  );
  await sns.send(new RemovePermissionCommand({ TopicArn: topic, Label: 'other' }));
  expect(await statements()).toHaveLength(1);
});

test('tags are set, changed and taken away', async () => {
  const { sns, topic: ResourceArn } = await startSns();
  const tags = async () => (await sns.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
  const set = (...Tags: { Key: string; Value: string }[]) =>
    sns.send(new TagResourceCommand({ ResourceArn, Tags }));
  await set({ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' });
  await set({ Key: 'b', Value: '3' });
  await sns.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
  expect(await tags()).toEqual([{ Key: 'b', Value: '3' }]);
  await expect(set({ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' })).rejects.toMatchObject(
    invalid('Duplicated keys are not allowed.'),
  );
  const gone = new ListTagsForResourceCommand({ ResourceArn: `${ResourceArn}-gone` });
  await expect(sns.send(gone)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Resource does not exist',
  });
});

test('topics are listed a hundred at a time, in the order of their ARNs', async () => {
  const { sns, createTopic, topic } = await startSns();
  const names = Array.from({ length: 120 }, (_, index) => `t${String(index).padStart(3, '0')}`);
  const arns = [topic];
  for (const name of names) arns.push(await createTopic(name));
  const first = await sns.send(new ListTopicsCommand({}));
  expect(first.Topics).toHaveLength(100);
  const second = await sns.send(new ListTopicsCommand({ NextToken: first.NextToken }));
  expect(second.NextToken).toBeUndefined();
  const listed = [...(first.Topics ?? []), ...(second.Topics ?? [])];
  expect(listed.map(({ TopicArn }) => TopicArn)).toEqual(arns);
});

test('a topic goes with its subscriptions; to delete it again changes nothing', async () => {
  const { sns, topic, subscribe, topicAttributes } = await startSns();
  const SubscriptionArn = await subscribe(`arn:aws:sqs:us-east-1:${account}:inbox`);
  await sns.send(new DeleteTopicCommand({ TopicArn: topic }));
  await sns.send(new DeleteTopicCommand({ TopicArn: topic }));
  await expect(topicAttributes()).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Topic does not exist',
  });
  await expect(sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Subscription does not exist',
  });
});

test.each([
  ['x', 'TopicArn Reason: An ARN must have at least 6 elements, not 1'],
  ['arn:aws:sns:us-east-1:000000000000', 'TopicArn Reason: An ARN must have at least 6 elements, not 5'],
  ['arn:aws:sns:eu-west-1:000000000000:changes', 'TopicArn'],
  ['arn:aws:sqs:us-east-1:000000000000:changes', 'TopicArn'],
])('%s is no topic here', async (arn, message) => {
  const { topicAttributes } = await startSns();
  await expect(topicAttributes(arn)).rejects.toMatchObject(invalid(message));
});
