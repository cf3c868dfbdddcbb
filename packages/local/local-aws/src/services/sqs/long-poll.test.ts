import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { startSqs } from './testing/start-sqs.ts';

/** The response to the next ReceiveMessage, when the server has got its request. */
function nextPoll(): Promise<ServerResponse> {
  return new Promise((resolve) => {
    const onRequest = (message: unknown) => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      if (request.headers['x-amz-target'] !== 'AmazonSQS.ReceiveMessage') return;
      unsubscribe('http.server.request.start', onRequest);
      resolve(response);
    };
    subscribe('http.server.request.start', onRequest);
  });
}

test('a poll of an empty queue lasts its time, by the request or by the queue', async () => {
  const { receive, createQueue } = await startSqs();
  const patient = await createQueue('patient', { ReceiveMessageWaitTimeSeconds: '1' });
  for (const poll of [{ WaitTimeSeconds: 1 }, { QueueUrl: patient }]) {
    const startedAt = performance.now();
    expect(await receive(poll)).toEqual([]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(999);
  }
});

test('a message that is sent in mid-poll arrives by that poll, at once', async () => {
  const { receive, send } = await startSqs();
  const startedAt = performance.now();
  const asked = nextPoll();
  const poll = receive({ WaitTimeSeconds: 20 });
  await asked;
  await send('late');
  expect(await poll).toMatchObject([{ Body: 'late' }]);
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});

test('one message ends one of several polls, and the others wait for the next', async () => {
  const { receive, send } = await startSqs();
  const polls = ['a', 'b'].map(() => receive({ WaitTimeSeconds: 20 }));
  await send('first', { DelaySeconds: 1 });
  await Promise.race(polls);
  await send('second');
  const bodies = (await Promise.all(polls)).flat().map(({ Body }) => Body);
  expect(bodies.sort()).toEqual(['first', 'second']);
});

test('a client that hangs up frees its poll, and the next message is for others', async () => {
  const { sqs, url, receive, send } = await startSqs();
  const hangUp = new AbortController();
  const asked = nextPoll();
  const request = new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 });
  const poll = expect(sqs.send(request, { abortSignal: hangUp.signal })).rejects.toThrow('aborted');
  const seenByServer = once(await asked, 'close');
  hangUp.abort();
  await Promise.all([poll, seenByServer]);

  await send('for others');
  expect(await receive()).toMatchObject([{ Body: 'for others' }]);
});

test('local-aws that is closed waits for no poll', async () => {
  const { aws, receive } = await startSqs();
  const asked = nextPoll();
  const poll = expect(receive({ WaitTimeSeconds: 20 })).rejects.toThrow();
  const startedAt = performance.now();
  await asked;
  await aws.close();
  await poll;
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});
