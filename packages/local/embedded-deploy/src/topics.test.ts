import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-sns';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { createClients } from './clients.ts';
import { deployEmbedded } from './deploy-embedded.ts';

/** A reference in Terraform's syntax. */
const ref = (expression: string) => `$\{${expression}}`;

const policy = JSON.stringify({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: ref('aws_sns_topic.failures.arn'),
    },
  ],
});
const subscription = {
  topic_arn: ref('aws_sns_topic.failures.arn'),
  protocol: 'sqs',
  endpoint: ref('aws_sqs_queue.failed.arn'),
};

const listener = 'arn:aws:lambda:us-east-1:000000000000:function:listener';

const stackWith = (topic: object, subscribed: object) => ({
  provider: { aws: [{ region: 'us-east-1', default_tags: [{ tags: { project: 'test' } }] }] },
  resource: {
    aws_sqs_queue: { failed: { name: 'failed' } },
    aws_sns_topic: { failures: { name: 'failures', ...topic } },
    aws_sns_topic_policy: { failures: { arn: ref('aws_sns_topic.failures.arn'), policy } },
    aws_sns_topic_subscription: {
      failed: { ...subscription, ...subscribed },
      listener: {
        topic_arn: subscription.topic_arn,
        protocol: 'lambda',
        endpoint: listener,
        redrive_policy: JSON.stringify({ deadLetterTargetArn: subscription.endpoint }),
      },
    },
  },
  output: {
    topic: { value: ref('aws_sns_topic.failures.arn') },
    subscription: { value: ref('aws_sns_topic_subscription.failed.arn') },
  },
});

test('a topic, its policy and a subscription are made, and brought to what a later stack says', async () => {
  const cloud = await startLocalAws({ port: 0 });
  onTestFinished(() => cloud.close());
  const { sns, destroy } = createClients(cloud.endpoint, cloud.region);
  onTestFinished(destroy);
  const folder = await mkdtemp(join(tmpdir(), 'embedded-deploy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stackFile = join(folder, 'cdk.tf.json');

  async function deploy(topic: object, subscribed: object) {
    await writeFile(stackFile, JSON.stringify(stackWith(topic, subscribed)));
    const { outputs } = await deployEmbedded({
      stackFile,
      endpoint: cloud.endpoint,
      region: cloud.region,
    });
    const TopicArn = String(outputs.topic);
    const SubscriptionArn = String(outputs.subscription);
    const { Subscriptions } = await sns.send(new ListSubscriptionsCommand({}));
    expect(Subscriptions?.map(({ Protocol }) => Protocol).sort()).toEqual(['lambda', 'sqs']);
    return {
      topic: (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes,
      tags: (await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).Tags,
      subscription: (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes,
    };
  }

  const filter = JSON.stringify({ requestContext: { condition: ['RetriesExhausted'] } });
  cloud.faults.replace([{ service: 'sns', operation: 'SetSubscriptionAttributes', latencyMs: 500 }]);
  const deployed = deploy(
    { display_name: 'Failures', signature_version: 2 },
    { raw_message_delivery: true, filter_policy: filter, filter_policy_scope: 'MessageBody' },
  );
  const subscriptions = async () => {
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
    return Subscriptions.filter(({ Protocol }) => Protocol === 'sqs');
  };
  await expect.poll(subscriptions, { timeout: 20_000 }).toHaveLength(1);
  const [made] = await subscriptions();
  const { Attributes } = await sns.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: made?.SubscriptionArn }),
  );
  // Nothing that is published meanwhile passes it.
  expect(Attributes).toMatchObject({ FilterPolicy: filter });
  const first = await deployed;
  const arn = 'arn:aws:sns:us-east-1:000000000000:failures';
  expect(first.topic).toMatchObject({ TopicArn: arn, DisplayName: 'Failures', SignatureVersion: '2' });
  expect(JSON.parse(first.topic?.Policy ?? '').Statement[0].Resource).toBe(arn);
  expect(first.tags).toEqual([{ Key: 'project', Value: 'test' }]);
  expect(first.subscription).toMatchObject({
    Endpoint: 'arn:aws:sqs:us-east-1:000000000000:failed',
    RawMessageDelivery: 'true',
    FilterPolicy: filter,
    FilterPolicyScope: 'MessageBody',
  });

  const second = await deploy({}, {});
  expect(second.topic).toMatchObject({ DisplayName: '' });
  expect(second.topic).not.toHaveProperty('SignatureVersion');
  expect(second.subscription).toMatchObject({ RawMessageDelivery: 'false' });
  expect(second.subscription).not.toHaveProperty('FilterPolicy');
});
