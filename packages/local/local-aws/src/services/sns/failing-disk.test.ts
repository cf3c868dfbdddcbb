import { DeleteTopicCommand, ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import { expect, test, vi } from 'vitest';
import { failDisk, mendDisk } from '../../testing/failing-disk.ts';
import { startSns } from './testing/start-sns.ts';

vi.mock(import('classic-level'), async (original) => {
  const { failingLevel } = await import('../../testing/failing-disk.ts');
  return failingLevel(await original());
});

test('a topic whose deletion could not be written is there still, with its subscriptions', async () => {
  const { sns, topic, topicAttributes, createQueue, subscribe } = await startSns();
  await subscribe((await createQueue('inbox')).arn);
  const remove = () => sns.send(new DeleteTopicCommand({ TopicArn: topic }));
  failDisk(undefined, (call) => call.startsWith('del !sns!!subscriptions!'));
  await expect(remove()).rejects.toThrow('The disk is full');
  expect(await topicAttributes()).toMatchObject({ SubscriptionsConfirmed: '1' });
  mendDisk();
  await remove();
  await expect(topicAttributes()).rejects.toMatchObject({ name: 'NotFoundException' });
  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
});

test('a message that was delivered is not delivered again because that could not be written', async () => {
  let delivered = 0;
  const { publish, subscribe, createQueue } = await startSns({
    sns: {
      async onDelivery() {
        delivered++;
      },
    },
  });
  await subscribe((await createQueue('inbox')).arn);
  let tries = 0;
  failDisk(undefined, (call) => call.startsWith('del !sns!!deliveries!') && ++tries > 0);
  await publish('once');
  await expect.poll(() => tries, { timeout: 15_000 }).toBeGreaterThan(2);
  expect(delivered).toBe(1);
});
