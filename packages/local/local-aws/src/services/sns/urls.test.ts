import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  ConfirmSubscriptionCommand,
  ListSubscriptionsCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalAwsOptions } from '../../start-local-aws.ts';
import { invalid, startSns } from './testing/start-sns.ts';

interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** local-aws, and a web server that remembers what is posted to it and answers `statuses` in turn, then 200. */
async function start(options: LocalAwsOptions = {}, statuses: number[] = []) {
  const posted: Posted[] = [];
  const server = createServer(async (request, response) => {
    posted.push({ headers: request.headers, body: await text(request) });
    response.statusCode = statuses.shift() ?? 200;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const started = await startSns(options);
  const { sns, topic: TopicArn } = started;
  /** The n-th that was posted. */
  const nth = async (n: number) => {
    await expect.poll(() => posted.length).toBeGreaterThanOrEqual(n);
    const { headers, body } = posted[n - 1] ?? { headers: {}, body: '' };
    return { headers, body };
  };
  return {
    ...started,
    posted,
    nth,
    subscribeUrl: async (Attributes: Record<string, string> = {}) => started.subscribe(url, Attributes),
    async confirm(Token: string) {
      return sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    },
    url,
  };
}

test('a URL is asked first, and gets messages once it has followed the link', async () => {
  const { sns, topic, nth, subscribeUrl, publish, topicAttributes } = await start();
  expect(await subscribeUrl()).toBe('pending confirmation');
  const question = await nth(1);
  expect(question.headers).toMatchObject({
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-message-type': 'SubscriptionConfirmation',
    'x-amz-sns-topic-arn': topic,
  });
  const { Token, SubscribeURL, ...asked } = JSON.parse(question.body);
  expect(asked).toMatchObject({
    Type: 'SubscriptionConfirmation',
    MessageId: question.headers['x-amz-sns-message-id'],
    TopicArn: topic,
    Message: `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
  });
  await publish('too early');
  const list = async () => (await sns.send(new ListSubscriptionsCommand({}))).Subscriptions?.[0];
  expect(await list()).toMatchObject({ SubscriptionArn: 'PendingConfirmation' });
  expect(await topicAttributes()).toMatchObject({ SubscriptionsPending: '1', SubscriptionsConfirmed: '0' });

  const confirmation = await fetch(SubscribeURL);
  expect(confirmation.status).toBe(200);
  const answer = await confirmation.text();
  const arn = (await list())?.SubscriptionArn ?? '';
  expect(answer).toContain(
    `<ConfirmSubscriptionResult><SubscriptionArn>${arn}</SubscriptionArn></ConfirmSubscriptionResult>`,
  );
  expect(SubscribeURL).toContain(Token);
  await publish('now');
  const message = await nth(2);
  expect(message.headers).toMatchObject({
    'x-amz-sns-message-type': 'Notification',
    'x-amz-sns-subscription-arn': arn,
  });
  const { Message, UnsubscribeURL } = JSON.parse(message.body);
  expect(Message).toBe('now');
  expect((await fetch(UnsubscribeURL)).status).toBe(200);
  expect(await list()).toBeUndefined();
});

test('a confirmation by its token is signed, works twice, and can close the link that unsubscribes', async () => {
  const { sns, topic: TopicArn, nth, subscribe, url, subscriptionAttributes, aws } = await start();
  await subscribe(url);
  const { Token } = JSON.parse((await nth(1)).body);
  const confirm = () =>
    sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe: 'true' }));
  const { SubscriptionArn = '' } = await confirm();
  expect(await confirm()).toMatchObject({ SubscriptionArn });
  expect(await subscriptionAttributes(SubscriptionArn)).toMatchObject({
    ConfirmationWasAuthenticated: 'true',
    PendingConfirmation: 'false',
  });
  const link = `${aws.endpoint}/?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}`;
  const refused = await fetch(link);
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringContaining('<Code>AuthorizationError</Code>'),
  ]);
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
});

test('raw, a URL gets the message itself, in the type that the delivery policy says', async () => {
  const { nth, subscribeUrl, confirm, publish } = await start();
  await subscribeUrl({
    RawMessageDelivery: 'true',
    DeliveryPolicy: JSON.stringify({ requestPolicy: { headerContentType: 'application/json' } }),
  });
  const question = await nth(1);
  expect(question.headers['content-type']).toBe('text/plain; charset=UTF-8');
  await confirm(JSON.parse(question.body).Token);
  await publish('{"a":1}');
  const { headers, body } = await nth(2);
  expect(body).toBe('{"a":1}');
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-amz-sns-rawdelivery': 'true' });
});

test('a user and a password in the URL are told in the header', async () => {
  const { subscribe, nth, url } = await start();
  await subscribe(url.replace('http://', 'http://ana:p%40ss@'));
  const { authorization } = (await nth(1)).headers;
  expect(authorization).toBe(`Basic ${Buffer.from('ana:p@ss').toString('base64')}`);
});

test('a mail is written in the log, first the link that confirms', async () => {
  const told: string[] = [];
  const log = { info: (message: string) => void told.push(message), warn() {}, error() {} };
  const { sns, topic: TopicArn, publish } = await start({ log });
  const Endpoint = 'ana@example.com';
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
  await expect.poll(() => told).toHaveLength(1);
  const [, link = ''] = /^SNS would ask ana@example.com to confirm: (.*)$/.exec(told[0] ?? '') ?? [];
  expect((await fetch(link)).status).toBe(200);
  await publish('Hello', { Subject: 'Greeting' });
  await expect.poll(() => told[1]).toBe('SNS would mail ana@example.com: Greeting: Hello');
});

test('a URL that fails is tried as often as the policy says; one that refuses only once', async () => {
  const answers = [200, 500, 429, 500, 404];
  const { setTopic, nth, posted, subscribeUrl, confirm, publish, createQueue, receive } = await start(
    {},
    answers,
  );
  const dead = await createQueue('dead');
  const retries = { defaultHealthyRetryPolicy: { numRetries: 2, numNoDelayRetries: 2 } };
  await setTopic('DeliveryPolicy', JSON.stringify({ http: retries }));
  await subscribeUrl({
    RawMessageDelivery: 'true',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }),
  });
  await confirm(JSON.parse((await nth(1)).body).Token);
  await publish('thrice');
  expect(await receive(dead.url)).toBe('thrice');
  expect(posted).toHaveLength(4);
  await publish('once');
  expect(await receive(dead.url)).toBe('once');
  expect(posted).toHaveLength(5);
});

test.each([
  ['another token', 'arn:aws:sns:us-east-1:000000000000:changes', 'ab', 'Token'],
  ['a topic that is none', 'x', 'ab', 'Topic'],
])('ConfirmSubscription refuses %s', async (_, TopicArn, Token, message) => {
  const { sns } = await startSns();
  await expect(sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))).rejects.toMatchObject(
    invalid(message),
  );
});
