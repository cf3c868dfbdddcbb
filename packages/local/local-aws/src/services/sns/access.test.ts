import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { PublishCommand, SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { startSns } from './testing/start-sns.ts';

const UserName = 'ana';
const arnOfAna = `arn:aws:iam::000000000000:user/${UserName}`;

/** local-aws that enforces IAM, with a topic and a user who has no rights. */
async function start() {
  const started = await startSns({ enforceIam: true });
  const { endpoint, region } = started.aws;
  const root = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const iam = new IAMClient(root);
  onTestFinished(() => iam.destroy());
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const ana = new SNSClient({ endpoint, region, credentials, maxAttempts: 1 });
  onTestFinished(() => ana.destroy());
  return {
    ...started,
    ana,
    allowAna: (Action: string, Condition = {}) =>
      iam.send(
        new PutUserPolicyCommand({
          UserName,
          PolicyName: 'topics',
          PolicyDocument: JSON.stringify({
            Statement: { Effect: 'Allow', Action, Resource: started.topic, Condition },
          }),
        }),
      ),
    setPolicy: (statement: object) =>
      started.setTopic('Policy', JSON.stringify({ Statement: { Resource: started.topic, ...statement } })),
  };
}

test('a topic as it is made is open to nobody but root: the default policy is about services', async () => {
  const { ana, topic: TopicArn } = await start();
  await expect(ana.send(new PublishCommand({ TopicArn, Message: 'x' }))).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
    message: `User: ${arnOfAna} is not authorized to perform: sns:Publish on resource: ${TopicArn} because no identity-based policy allows the sns:Publish action`,
    $metadata: { httpStatusCode: 403 },
  });
});

test("one's own policy opens a topic, or the topic's policy; a Deny of either closes it", async () => {
  const { ana, topic: TopicArn, allowAna, setPolicy } = await start();
  const publish = () => ana.send(new PublishCommand({ TopicArn, Message: 'x' }));
  await setPolicy({ Effect: 'Allow', Principal: { AWS: arnOfAna }, Action: 'SNS:Publish' });
  await publish();
  await allowAna('sns:Publish');
  await setPolicy({ Effect: 'Deny', Principal: '*', Action: 'SNS:Publish' });
  await expect(publish()).rejects.toMatchObject({
    message: expect.stringContaining('with an explicit deny in a resource-based policy'),
  });
});

test('what may be subscribed can depend on protocol and endpoint', async () => {
  const { ana, topic: TopicArn, allowAna } = await start();
  await allowAna('sns:Subscribe', {
    StringEquals: { 'sns:Protocol': 'sqs' },
    StringLike: { 'sns:Endpoint': '*:ana-*' },
  });
  const subscribe = (queue: string) =>
    ana.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
      }),
    );
  await expect(subscribe('bob')).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  const { SubscriptionArn } = await subscribe('ana-inbox');
  await expect(ana.send(new UnsubscribeCommand({ SubscriptionArn }))).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
  });
});

test('a queue whose policy does not let the topic in gets nothing, nor does a dead-letter queue', async () => {
  const { topic, sqs, createQueue, subscribe, publish, receive } = await start();
  const [inbox, dead] = [await createQueue('inbox'), await createQueue('dead')];
  const allow = (queue: { url: string; arn: string }, source: string) =>
    sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: queue.url,
        Attributes: {
          Policy: JSON.stringify({
            Statement: {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: queue.arn,
              Condition: { ArnEquals: { 'aws:SourceArn': source } },
            },
          }),
        },
      }),
    );
  await subscribe(inbox.arn, {
    RawMessageDelivery: 'true',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }),
  });
  await publish('for nobody');
  await allow(dead, topic);
  await allow(inbox, `${topic}-other`);
  await publish('for the dead letters');
  expect(await receive(dead.url)).toBe('for the dead letters');
  await allow(inbox, topic);
  await publish('for the inbox');
  expect(await receive(inbox.url)).toBe('for the inbox');
});
