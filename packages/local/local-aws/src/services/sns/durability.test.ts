import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { SnsOptions } from '../../cloud/options.ts';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { connectSns, startSns } from './testing/start-sns.ts';

const raw = { RawMessageDelivery: 'true' };

test('what was accepted and not delivered when local-aws ended is delivered by the next one', async () => {
  const dataDir = await temporaryFolder();
  const never: SnsOptions['onDelivery'] = () => new Promise(() => {});
  const first = await startSns({ dataDir, sns: { onDelivery: never } });
  const queue = await first.createQueue('inbox');
  await first.subscribe(queue.arn, raw);
  await first.publish('kept');
  await first.aws.close();

  const second = await startSns({ dataDir });
  expect(await second.receive(second.urlOf('inbox'))).toBe('kept');
  expect(await second.topicAttributes()).toMatchObject({ SubscriptionsConfirmed: '1' });
});

test('every message that Publish has answered outlives a kill', { timeout: 60_000 }, async () => {
  const dataDir = await temporaryFolder();
  const script = fileURLToPath(new URL('../lambda/testing/local-aws-process.mjs', import.meta.url));
  const localAws = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void localAws.kill('SIGKILL'));
  const [endpoint] = await once(createInterface({ input: localAws.stdout }), 'line');
  const first = await connectSns(endpoint);
  const { arn } = await first.createQueue('inbox');
  await first.subscribe(arn, raw);

  const answered: string[] = [];
  const publishUntilItDies = async (publisher: number) => {
    for (let turn = 0; ; turn++) {
      const message = `${publisher}/${turn}`;
      try {
        await first.publish(message);
      } catch {
        return;
      }
      answered.push(message);
      if (answered.length === 40) localAws.kill('SIGKILL');
    }
  };
  await Promise.all([0, 1, 2, 3].map(publishUntilItDies));
  expect(answered.length).toBeGreaterThanOrEqual(40);

  const second = await startSns({ dataDir });
  const received = new Set<string>();
  while (answered.some((message) => !received.has(message))) {
    received.add(await second.receive(second.urlOf('inbox')));
  }
});

test('an endpoint that fails is tried again until it takes the message', async () => {
  let attempts = 0;
  const { createQueue, subscribe, publish, receive } = await startSns({
    sns: {
      async onDelivery(_, deliver) {
        attempts += 1;
        if (attempts < 3) throw new Error('not now');
        await deliver();
      },
    },
  });
  const queue = await createQueue('inbox');
  await subscribe(queue.arn, raw);
  await publish('patience');
  expect(await receive(queue.url)).toBe('patience');
  expect(attempts).toBe(3);
});

test('what an endpoint never takes ends in the dead-letter queue, a subscription each', async () => {
  const { createQueue, subscribe, publish, receive } = await startSns({
    sns: {
      retryDelaysMs: [1, 1],
      async onDelivery({ endpoint }, deliver) {
        if (endpoint.endsWith(':broken')) throw new Error('never');
        await deliver();
      },
    },
  });
  const [broken, sound] = [await createQueue('broken'), await createQueue('sound')];
  const dead = await createQueue('dead');
  await subscribe(broken.arn, { ...raw, RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) });
  await subscribe(sound.arn, raw);
  await publish('hello');
  expect(await receive(dead.url)).toBe('hello');
  expect(await receive(sound.url)).toBe('hello');
});

test('a test may have messages delivered late, twice and in another order', async () => {
  const held: (() => Promise<void>)[] = [];
  const { createQueue, subscribe, publish, receive } = await startSns({
    sns: {
      async onDelivery(_, deliver) {
        held.push(deliver);
      },
    },
  });
  const queue = await createQueue('inbox');
  await subscribe(queue.arn, raw);
  await publish('first');
  await publish('second');
  for (const deliver of [...held, ...held].reverse()) await deliver();
  const received = [];
  for (let count = 0; count < 4; count++) received.push(await receive(queue.url));
  expect(received).toEqual(['second', 'first', 'second', 'first']);
});
