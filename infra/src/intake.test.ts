import { expect, test } from 'vitest';
import { synthesizeWith } from './testing/synthesize-with.ts';

const queue = { intake: { mode: 'queue', maximumConcurrency: 4 } } as const;

test('S3 invokes the function itself, with as much concurrency reserved as the configuration says', async () => {
  const { resource } = await synthesizeWith({ intake: { mode: 'direct', reservedConcurrency: 50 } });
  expect(Object.values(resource.aws_s3_bucket_notification ?? {})).toEqual([
    expect.objectContaining({ lambda_function: [expect.objectContaining({ id: 'uploads' })] }),
  ]);
  const reserved = Object.values(resource.aws_lambda_function ?? {}).map(
    ({ function_name, reserved_concurrent_executions }) => [function_name, reserved_concurrent_executions],
  );
  expect(reserved).toContainEqual(['darkroom-test-process-upload', 50]);
  expect(reserved.filter(([, executions]) => executions !== undefined)).toHaveLength(1);
});

test('from a queue, at most the configured number of uploads is processed at once, one per execution', async () => {
  const { resource } = await synthesizeWith(queue);
  const [notification] = Object.values(resource.aws_s3_bucket_notification ?? {});
  expect(notification).toMatchObject({ queue: [{ id: 'uploads' }] });
  expect(notification).not.toHaveProperty('lambda_function');
  expect(Object.values(resource.aws_lambda_event_source_mapping ?? {})).toContainEqual(
    expect.objectContaining({ batch_size: 1, scaling_config: { maximum_concurrency: 4 } }),
  );
});

test('an upload stays hidden for six function timeouts, gets five attempts, and then goes on', async () => {
  const { resource } = await synthesizeWith({
    ...queue,
    functions: { processUpload: { timeoutSeconds: 100 }, recordFailure: { timeoutSeconds: 90 } },
  });
  const queues = Object.values(resource.aws_sqs_queue ?? {});
  const named = (name: string) => queues.find((found) => found.name === `darkroom-test-${name}`);
  expect(named('uploads')).toMatchObject({ visibility_timeout_seconds: 600 });
  expect(named('given-up-uploads')).toMatchObject({ visibility_timeout_seconds: 540 });
  const triesOf = (name: string) => JSON.parse(String(named(name)?.redrive_policy)).maxReceiveCount;
  expect(triesOf('uploads')).toBe(5);
  expect(triesOf('given-up-uploads')).toBe(10); // SQS keeps counting from the previous queue
});

test('only the bucket of this account may send to the queue', async () => {
  const { resource } = await synthesizeWith(queue);
  const policies = Object.values(resource.aws_sqs_queue_policy ?? {}).map(({ policy }) => String(policy));
  const [ofUploads, ...others] = policies.filter((policy) => policy.includes('s3.amazonaws.com'));
  expect(others).toEqual([]);
  expect(JSON.parse(ofUploads ?? '{}').Statement).toContainEqual(
    expect.objectContaining({
      Action: 'sqs:SendMessage',
      Condition: { ArnEquals: expect.anything(), StringEquals: expect.anything() },
    }),
  );
});
