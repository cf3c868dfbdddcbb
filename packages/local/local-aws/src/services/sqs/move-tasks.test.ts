import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { arnOf, startSqs } from './testing/start-sqs.ts';

/** `count` messages of the queue `work` in its dead-letter queue `dead`. */
async function startWithDeadLetters(count: number) {
  const sqs = await startSqs();
  const deadUrl = await sqs.createQueue('dead');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 1 });
  const workUrl = await sqs.createQueue('work', { RedrivePolicy, VisibilityTimeout: '0' });
  const bodies = Array.from({ length: count }, (_, index) => `message ${index}`);
  for (const body of bodies) await sqs.send(body, { QueueUrl: workUrl });
  await sqs.receive({ QueueUrl: workUrl, MaxNumberOfMessages: 10 });
  await sqs.receive({ QueueUrl: workUrl, MaxNumberOfMessages: 10 });
  const start = async (more: { DestinationArn?: string; MaxNumberOfMessagesPerSecond?: number } = {}) =>
    (await sqs.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf('dead'), ...more }))).TaskHandle;
  const cancel = (TaskHandle?: string) => sqs.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  const newest = async () =>
    (await sqs.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf('dead') }))).Results?.[0];
  const received = async (QueueUrl: string) => {
    const request = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    });
    return (await sqs.sqs.send(request)).Messages ?? [];
  };
  return { ...sqs, deadUrl, workUrl, bodies, start, cancel, newest, received };
}

test('a move task brings dead letters back to where they came from, as new messages', async () => {
  const { attributes, deadUrl, workUrl, bodies, start, newest, received } = await startWithDeadLetters(3);
  expect(await attributes(deadUrl)).toMatchObject({ ApproximateNumberOfMessages: '3' });
  await start();
  await expect.poll(newest).toEqual({
    Status: 'COMPLETED',
    SourceArn: arnOf('dead'),
    ApproximateNumberOfMessagesMoved: 3,
    ApproximateNumberOfMessagesToMove: 3,
    StartedTimestamp: expect.any(Number),
  });
  const messages = await received(workUrl);
  expect(messages.map(({ Body }) => Body)).toEqual(bodies);
  expect(messages[0]?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
  expect(messages[0]?.Attributes?.DeadLetterQueueSourceArn).toBeUndefined();
  expect(await received(deadUrl)).toEqual([]);
});

test('a move task takes messages to the queue it is told', async () => {
  const { url, bodies, start, newest, received } = await startWithDeadLetters(2);
  await start({ DestinationArn: arnOf('jobs') });
  await expect.poll(newest).toMatchObject({ Status: 'COMPLETED', DestinationArn: arnOf('jobs') });
  expect((await received(url)).map(({ Body }) => Body)).toEqual(bodies);
});

test('one task of a queue runs at a time, no faster than told, until somebody cancels it', async () => {
  const { start, cancel, newest } = await startWithDeadLetters(3);
  const handle = await start({ MaxNumberOfMessagesPerSecond: 1 });
  expect(await newest()).toMatchObject({
    Status: 'RUNNING',
    TaskHandle: handle,
    MaxNumberOfMessagesPerSecond: 1,
  });
  await expect(start()).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
  });
  const { ApproximateNumberOfMessagesMoved } = await cancel(handle);
  expect(ApproximateNumberOfMessagesMoved).toBeLessThan(3);
  expect(await newest()).toMatchObject({ Status: 'CANCELLED' });
  await expect(cancel(handle)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Task does not exist.',
  });
});

test('a move task fails when its destination goes away', async () => {
  const { sqs, url, start, newest } = await startWithDeadLetters(3);
  await start({ DestinationArn: arnOf('jobs'), MaxNumberOfMessagesPerSecond: 2 });
  await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  await expect
    .poll(newest)
    .toMatchObject({ Status: 'FAILED', FailureReason: 'AWS.SimpleQueueService.NonExistentQueue' });
});

test('a message that was sent to the dead-letter queue itself has no way back', async () => {
  const { deadUrl, send, start, newest } = await startWithDeadLetters(0);
  await send('lost', { QueueUrl: deadUrl });
  await start();
  await expect
    .poll(newest)
    .toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
});

const handleOf = (sourceArn: string) =>
  Buffer.from(JSON.stringify({ taskId: '10f57157-fc38-4da9-a113-4de7e12d05dd', sourceArn })).toString(
    'base64',
  );

test.each([
  [
    new StartMessageMoveTaskCommand({ SourceArn: arnOf('jobs') }),
    'InvalidParameterValue',
    'Source queue must be configured as a Dead Letter Queue.',
  ],
  [
    new StartMessageMoveTaskCommand({ SourceArn: arnOf('none') }),
    'ResourceNotFoundException',
    "The resource that you specified for the SourceArn parameter doesn't exist.",
  ],
  [
    new StartMessageMoveTaskCommand({ SourceArn: arnOf('dead'), DestinationArn: arnOf('none') }),
    'ResourceNotFoundException',
    "The resource that you specified for the DestinationArn parameter doesn't exist.",
  ],
  [
    new StartMessageMoveTaskCommand({ SourceArn: arnOf('dead'), MaxNumberOfMessagesPerSecond: 501 }),
    'InvalidParameterValue',
    'Value 501 for parameter MaxNumberOfMessagesPerSecond is invalid.',
  ],
  [
    new CancelMessageMoveTaskCommand({ TaskHandle: 'garbage' }),
    'InvalidParameterValue',
    'Value for parameter TaskHandle is invalid.',
  ],
  [
    new CancelMessageMoveTaskCommand({ TaskHandle: handleOf(arnOf('none')) }),
    'ResourceNotFoundException',
    "The resource that you specified for the SourceArn parameter doesn't exist.",
  ],
  [
    new CancelMessageMoveTaskCommand({ TaskHandle: handleOf(arnOf('dead')) }),
    'ResourceNotFoundException',
    'Task does not exist.',
  ],
])('a move task that cannot be is refused as SQS refuses it: %#', async (command, name, message) => {
  const { sqs } = await startWithDeadLetters(0);
  await expect(sqs.send(command as StartMessageMoveTaskCommand)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message),
  });
});
