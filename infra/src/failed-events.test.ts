import { describe, expect, test } from 'vitest';
import { synthesizeWith } from './testing/synthesize-with.ts';

const statements = (policy: unknown): Record<string, unknown>[] => JSON.parse(String(policy)).Statement;

/** The stack, and the ARNs that its failed events pass through, as Terraform refers to them. */
async function synthesized() {
  const { resource } = await synthesizeWith();
  const named = (type: string) => Object.entries(resource[type] ?? {});
  const blocks = (type: string) => Object.values(resource[type] ?? {});
  const arnOf = (type: string, wanted: string) =>
    named(type)
      .filter(([, { name }]) => name === `darkroom-test-${wanted}`)
      .map(([address]) => `\${${type}.${address}.arn}`)[0];
  return {
    named,
    blocks,
    topicArn: arnOf('aws_sns_topic', 'failed-events'),
    queue: arnOf('aws_sqs_queue', 'failed-events'),
    unrecorded: arnOf('aws_sqs_queue', 'unrecorded-failures'),
    invocationOf: (name: string) =>
      blocks('aws_lambda_function_event_invoke_config').find((block) =>
        String(block.function_name).includes(name),
      ),
  };
}

describe('an event of process-upload on which Lambda gives up', () => {
  test('is published to a topic, after two retries and six hours, once all subscribers exist', async () => {
    const { named, topicArn, invocationOf } = await synthesized();
    const invocation = invocationOf('process-upload');
    expect(invocation).toMatchObject({
      maximum_retry_attempts: 2,
      maximum_event_age_in_seconds: 21_600,
      destination_config: { on_failure: { destination: topicArn } },
    });
    const listeners = [
      ...['aws_sns_topic_policy', 'aws_sns_topic_subscription'].flatMap((type) =>
        named(type).map(([address]) => `${type}.${address}`),
      ),
      ...named('aws_sqs_queue_policy')
        .map(([address]) => `aws_sqs_queue_policy.${address}`)
        .filter((address) => address.includes('failed-events')),
    ];
    expect(invocation?.depends_on).toEqual(expect.arrayContaining(listeners));
  });

  test('goes from there, unchanged, to the existing queue and to the recording function', async () => {
    const { blocks, queue } = await synthesized();
    expect(blocks('aws_sns_topic_subscription')).toEqual([
      expect.objectContaining({ protocol: 'sqs', endpoint: queue, raw_message_delivery: true }),
      expect.objectContaining({ protocol: 'lambda', endpoint: expect.stringContaining('record-failure') }),
    ]);
    // Another address would be another queue: the events in it would be gone.
    expect(queue).toContain('aws_sqs_queue.failed-events_queue_9BEDDB4E.');
  });

  test('goes to a queue of its own if it can be neither delivered nor recorded', async () => {
    const { blocks, unrecorded, invocationOf } = await synthesized();
    for (const { redrive_policy } of blocks('aws_sns_topic_subscription'))
      expect(JSON.parse(String(redrive_policy))).toEqual({ deadLetterTargetArn: unrecorded });
    expect(invocationOf('record-failure')).toMatchObject({
      destination_config: { on_failure: { destination: unrecorded } },
    });
  });
});

test('process-upload may publish to that topic, and send to no queue', async () => {
  const { blocks, topicArn } = await synthesized();
  const allowed = blocks('aws_iam_role_policy')
    .filter(({ role }) => String(role).includes('process-upload'))
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Action }) => [Action].flat().some((action) => /^s[nq]s:/.test(String(action))));
  expect(allowed).toEqual([{ Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn }]);
});

test('the topic is encrypted, and accepts messages only over TLS', async () => {
  const { blocks } = await synthesized();
  expect(blocks('aws_sns_topic')).toEqual([expect.objectContaining({ kms_master_key_id: 'alias/aws/sns' })]);
  expect(blocks('aws_sns_topic_policy').flatMap(({ policy }) => statements(policy))).toEqual([
    expect.objectContaining({
      Effect: 'Deny',
      Action: 'sns:Publish',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  ]);
});

test('both queues accept messages only from that topic', async () => {
  const { blocks, topicArn, queue, unrecorded } = await synthesized();
  const allowed = blocks('aws_sqs_queue_policy')
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Effect }) => Effect === 'Allow');
  const fromTopic = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
  };
  expect(allowed).toHaveLength(2);
  for (const Resource of [queue, unrecorded])
    expect(allowed).toContainEqual(expect.objectContaining({ ...fromTopic, Resource }));
});

test('SNS may invoke the recording function only for that topic', async () => {
  const { blocks, topicArn } = await synthesized();
  expect(
    blocks('aws_lambda_permission').filter(({ principal }) => principal === 'sns.amazonaws.com'),
  ).toEqual([
    expect.objectContaining({
      source_arn: topicArn,
      function_name: expect.stringContaining('record-failure'),
    }),
  ]);
});
