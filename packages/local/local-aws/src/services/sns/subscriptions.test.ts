import {
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, startSns } from './testing/start-sns.ts';

const inbox = 'arn:aws:sqs:us-east-1:000000000000:inbox';
const listener = 'arn:aws:lambda:us-east-1:000000000000:function:listener';

test('a subscription has the attributes that AWS gives to a new one', async () => {
  const { topic, subscribe, subscriptionAttributes } = await startSns();
  const arn = await subscribe(inbox);
  expect(arn).toMatch(new RegExp(`^${topic}:[0-9a-f-]{36}$`));
  expect(await subscriptionAttributes(arn)).toEqual({
    SubscriptionArn: arn,
    TopicArn: topic,
    Protocol: 'sqs',
    Endpoint: inbox,
    Owner: '000000000000',
    SubscriptionPrincipal: 'arn:aws:iam::000000000000:root',
    ConfirmationWasAuthenticated: 'true',
    PendingConfirmation: 'false',
    RawMessageDelivery: 'false',
  });
});

test('an endpoint is subscribed once: again with the same is the same, with something else is refused', async () => {
  const { subscribe, subscriptionAttributes } = await startSns();
  const arn = await subscribe(inbox, { RawMessageDelivery: 'True' });
  expect(await subscriptionAttributes(arn)).toMatchObject({ RawMessageDelivery: 'true' });
  expect(await subscribe(inbox, { RawMessageDelivery: 'true' })).toBe(arn);
  expect(await subscribe(inbox)).toBe(arn);
  await expect(subscribe(inbox, { RawMessageDelivery: 'false' })).rejects.toMatchObject(
    invalid('Attributes Reason: Subscription already exists with different attributes'),
  );
});

test.each<[string, string, string]>([
  ['sqs', 'http://127.0.0.1:4566/000000000000/inbox', 'SQS endpoint ARN'],
  [
    'sqs',
    `${inbox}.fifo`,
    'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
  ],
  ['lambda', 'listener', 'Lambda endpoint ARN'],
  ['https', 'http://localhost/', 'Endpoint must match the specified protocol'],
  ['email', 'ana', 'Email address'],
  ['pigeon', 'coop', 'Amazon SNS does not support this protocol string: pigeon'],
])('Subscribe refuses %s to %s', async (Protocol, Endpoint, message) => {
  const { sns, topic: TopicArn } = await startSns();
  await expect(sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }))).rejects.toMatchObject(
    invalid(message),
  );
});

test.each(['sms', 'application', 'firehose'])(
  'Subscribe to %s is not implemented, and named',
  async (Protocol) => {
    const { sns, topic: TopicArn } = await startSns();
    await expect(sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint: 'x' }))).rejects.toMatchObject(
      {
        name: 'NotImplemented',
        message: `local-aws does not implement sns:Subscribe with protocol ${Protocol}.`,
      },
    );
  },
);

test.each<[string, string, string, string]>([
  [inbox, 'RawMessageDelivery', 'x', 'RawMessageDelivery: Invalid value [x]. Must be true or false.'],
  [
    listener,
    'RawMessageDelivery',
    'true',
    'Delivery protocol [lambda] does not support raw message delivery.',
  ],
  [
    inbox,
    'FilterPolicyScope',
    'Subject',
    'FilterPolicyScope: Invalid value [Subject]. Please use either MessageBody or MessageAttributes',
  ],
  [inbox, 'FilterPolicy', '{', 'FilterPolicy: failed to parse JSON.'],
  [inbox, 'FilterPolicy', '{"a":"b"}', 'FilterPolicy: "a" must be an object or an array'],
  [inbox, 'RedrivePolicy', '{', 'RedrivePolicy: failed to parse JSON.'],
  [
    inbox,
    'RedrivePolicy',
    '{"deadLetterTargetArn":"x"}',
    'RedrivePolicy: deadLetterTargetArn is an invalid arn',
  ],
  [inbox, 'Colour', 'red', 'AttributeName'],
  [inbox, 'constructor', 'red', 'AttributeName'],
])('%s may not have %s %s, neither from the start nor later', async (endpoint, name, value, message) => {
  const { sns, subscribe } = await startSns();
  await expect(subscribe(endpoint, { [name]: value })).rejects.toMatchObject(
    invalid(`Attributes Reason: ${message}`),
  );
  const SubscriptionArn = await subscribe(endpoint);
  const set = new SetSubscriptionAttributesCommand({
    SubscriptionArn,
    AttributeName: name,
    AttributeValue: value,
  });
  await expect(sns.send(set)).rejects.toMatchObject(invalid(message));
});

test('the empty filter takes a filter away, and its scope is no longer told', async () => {
  const { sns, subscribe, subscriptionAttributes } = await startSns();
  const filter = { FilterPolicy: '{"a":{"b":["c"]}}', FilterPolicyScope: 'MessageBody' };
  const SubscriptionArn = await subscribe(inbox, {
    FilterPolicyScope: filter.FilterPolicyScope,
    FilterPolicy: filter.FilterPolicy,
  });
  expect(await subscriptionAttributes(SubscriptionArn)).toMatchObject(filter);
  const set = (AttributeName: string, AttributeValue: string) =>
    sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  await set('FilterPolicy', '{}');
  const after = await subscriptionAttributes(SubscriptionArn);
  expect(after).not.toHaveProperty('FilterPolicy');
  expect(after).not.toHaveProperty('FilterPolicyScope');
});

test('subscriptions are listed, those of all topics or of one, and counted', async () => {
  const { sns, topic, createTopic, subscribe, topicAttributes } = await startSns();
  const other = await createTopic('other');
  const arn = await subscribe(inbox);
  await sns.send(new SubscribeCommand({ TopicArn: other, Protocol: 'lambda', Endpoint: listener }));
  const all = await sns.send(new ListSubscriptionsCommand({}));
  expect(all.Subscriptions?.map(({ Protocol }) => Protocol).sort()).toEqual(['lambda', 'sqs']);
  const ofTopic = () => sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
  expect((await ofTopic()).Subscriptions).toEqual([
    { SubscriptionArn: arn, Owner: '000000000000', Protocol: 'sqs', Endpoint: inbox, TopicArn: topic },
  ]);
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn })); // changes nothing
  expect((await ofTopic()).Subscriptions).toEqual([]);
  expect(await topicAttributes()).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsDeleted: '1' });
});

test.each([
  ['x', 'SubscriptionArn Reason: An ARN must have at least 6 elements, not 1'],
  ['arn:aws:sns:us-east-1:000000000000:changes', 'SubscriptionId'],
])('Unsubscribe refuses %s', async (SubscriptionArn, message) => {
  const { sns } = await startSns();
  await expect(sns.send(new UnsubscribeCommand({ SubscriptionArn }))).rejects.toMatchObject(invalid(message));
});
