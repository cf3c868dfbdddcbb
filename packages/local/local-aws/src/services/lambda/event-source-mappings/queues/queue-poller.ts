import type { QueueMessage } from '../../../../cloud/ports.ts';
import { failedItems } from '../batch-item-failures.ts';
import type { QueueMapping } from '../mapping.ts';
import { splitByPayload } from '../payload-limit.ts';
import { poll } from '../poll.ts';
import type { Poller, PollerContext } from '../poller.ts';
import { createSignal } from '../signal.ts';
import { findTarget, type TargetFunction } from '../target-function.ts';
import { createCollector } from './collect-messages.ts';
import { queueRecord } from './queue-record.ts';

/** For a mapping without a ScalingConfig. Source: AWS Lambda Developer Guide, "Scaling behavior for SQS". */
const defaultConcurrency = 1250;

/**
 * Invokes the function with as many concurrent batches as messages and concurrency allow. A message is deleted when the
 * function has processed it. A failed message returns after the queue's visibility timeout, and the queue itself moves it to
 * its dead-letter queue.
 */
export function startQueuePoller(context: PollerContext, mapping: QueueMapping): Poller {
  const { cloud, closing, report } = context;
  const { queues } = cloud.ports;
  const { sourceArn, maximumConcurrency = defaultConcurrency } = mapping;
  const stopping = new AbortController();
  const woken = createSignal(stopping.signal);
  const collect = createCollector(cloud, mapping, woken, stopping.signal);
  const toRecord = (message: QueueMessage) => queueRecord(message, mapping);
  const running = new Set<Promise<void>>();
  let unsubscribe: (() => void) | undefined;

  /** The function, once it may run one more batch; undefined when it is time to stop. */
  async function whenReady(): Promise<TargetFunction | undefined> {
    while (!stopping.signal.aborted) {
      const target = await findTarget(context, mapping);
      if (running.size < maximumConcurrency && target.hasRoom()) return target;
      await woken.wait();
    }
    return undefined;
  }

  async function step(): Promise<void> {
    unsubscribe ??= queues.onMessage(sourceArn, woken.notify);
    if (!(await whenReady())) return;
    const messages = await collect();
    if (messages.length === 0) await woken.wait();
    for (const batch of splitByPayload(messages, toRecord)) {
      const target = await whenReady(); // somebody else may have taken the concurrency meanwhile
      if (target) run(batch, target);
      else await giveBack(batch);
    }
  }

  function run(batch: readonly QueueMessage[], target: TargetFunction): void {
    const invocation = deliver(batch, target)
      .catch((error) => {
        if (closing.aborted) return;
        // Throttled or forbidden: the messages return, as after a failure.
        report(`PROBLEM: ${error instanceof Error ? error.message : error}`);
        cloud.log.warn(`Lambda could not deliver messages of ${sourceArn}: ${error}`);
      })
      .finally(() => {
        running.delete(invocation);
        woken.notify();
      });
    running.add(invocation);
  }

  async function deliver(batch: readonly QueueMessage[], target: TargetFunction): Promise<void> {
    const traceHeaders = batch.flatMap(({ attributes }) => attributes.AWSTraceHeader ?? []);
    const causedBy = batch.map(({ messageId }) => `message:${messageId}`);
    const result = await target.invoke({ Records: batch.map(toRecord) }, causedBy, traceHeaders);
    if (closing.aborted) return; // it was killed half-way, and its messages return
    report(result.functionError === undefined ? 'OK' : 'PROBLEM: Function call failed');
    const ids = batch.map(({ messageId }) => messageId);
    const failed = failedItems(mapping, result, ids);
    if (failed === 'all') return;
    for (const { messageId, receiptHandle } of batch) {
      if (!failed.has(messageId)) await queues.delete(sourceArn, receiptHandle);
    }
  }

  /** Makes messages visible again at once. */
  async function giveBack(messages: readonly QueueMessage[]): Promise<void> {
    await Promise.all(
      messages.map(({ receiptHandle }) => queues.changeVisibility(sourceArn, receiptHandle, 0)),
    );
  }

  const polling = poll(context, sourceArn, stopping.signal, step).finally(() => unsubscribe?.());

  return {
    onRoom: woken.notify,
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(running);
    },
  };
}
