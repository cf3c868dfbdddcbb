import type { QueueMessage } from '../../../../cloud.ts';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { failedItems } from '../batch-item-failures.ts';
import type { QueueMapping } from '../mapping.ts';
import { createPayloadMeter } from '../payload-limit.ts';
import { poll } from '../poll.ts';
import type { Poller, PollerContext } from '../poller.ts';
import { createSignal } from '../signal.ts';
import { findTarget } from '../target-function.ts';
import { createCollector } from './collect-messages.ts';
import { queueRecord } from './queue-record.ts';

/** Of one mapping without a ScalingConfig. Source: AWS Lambda Developer Guide, "Scaling behavior for SQS". */
const defaultConcurrency = 1250;

/**
 * Invokes the function with as many batches at the same time as there are messages and room for. A message is deleted
 * when the function is done with it; one that fails comes back after the queue's visibility timeout, and the queue
 * itself moves it to its dead-letter queue.
 */
export function startQueuePoller(context: PollerContext, mapping: QueueMapping): Poller {
  const { cloud, closing, report } = context;
  const { queues } = cloud.ports;
  const { sourceArn, maximumConcurrency = defaultConcurrency } = mapping;
  const stopping = new AbortController();
  const arrived = createSignal(stopping.signal);
  const collect = createCollector(cloud, mapping, arrived, stopping.signal);
  const running = new Set<Promise<void>>();
  let unsubscribe: (() => void) | undefined;

  async function step(): Promise<void> {
    unsubscribe ??= queues.onMessage(sourceArn, arrived.notify);
    const target = await findTarget(context, mapping);
    if (running.size >= maximumConcurrency || !target.hasRoom()) return arrived.wait();
    const messages = await collect();
    if (stopping.signal.aborted) await giveBack(messages);
    else if (messages.length === 0) await arrived.wait();
    else run(messages);
  }

  function run(messages: readonly QueueMessage[]): void {
    const invocation = deliver(messages)
      .catch((error) => {
        if (closing.aborted) return;
        report(`PROBLEM: ${error instanceof Error ? error.message : error}`);
        // Without concurrency, as without success, messages come back by themselves.
        if (error instanceof AwsError && error.code === 'TooManyRequestsException') return;
        cloud.log.warn(`Lambda could not deliver messages of ${sourceArn}: ${error}`);
      })
      .finally(() => {
        running.delete(invocation);
        arrived.notify();
      });
    running.add(invocation);
  }

  /** In one invocation, unless the messages are too large for one. */
  async function deliver(messages: readonly QueueMessage[]): Promise<void> {
    const payload = createPayloadMeter();
    const fits = messages.findIndex((message) => !payload.add(queueRecord(message, mapping)));
    const batch = fits === -1 ? messages : messages.slice(0, fits);
    const target = await findTarget(context, mapping);
    const result = await target.invoke({ Records: batch.map((message) => queueRecord(message, mapping)) });
    if (closing.aborted) return; // it was killed in the middle, and its messages come back
    report(result.functionError === undefined ? 'OK' : 'PROBLEM: Function call failed');
    const failed = failedItems(
      mapping,
      result,
      batch.map(({ messageId }) => messageId),
    );
    for (const { messageId, receiptHandle } of batch) {
      if (failed !== 'all' && !failed.has(messageId)) await queues.delete(sourceArn, receiptHandle);
    }
    if (batch.length < messages.length) await deliver(messages.slice(batch.length));
  }

  /** Makes messages visible again at once. */
  async function giveBack(messages: readonly QueueMessage[]): Promise<void> {
    await Promise.all(
      messages.map(({ receiptHandle }) => queues.changeVisibility(sourceArn, receiptHandle, 0)),
    );
  }

  const polling = poll(context, sourceArn, stopping.signal, step).finally(() => unsubscribe?.());

  return {
    onRoom: arrived.notify,
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(running);
    },
  };
}
