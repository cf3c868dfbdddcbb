import type { StreamRecord } from '../../../../cloud/ports.ts';
import { sendToDestination } from '../../async/destination.ts';
import { parseFunctionName } from '../../function-lookup.ts';
import { functionMeter } from '../../function-metrics.ts';
import { backOff, pause } from '../backoff.ts';
import type { StreamMapping } from '../mapping.ts';
import { poll } from '../poll.ts';
import type { PollerContext } from '../poller.ts';
import { createSignal } from '../signal.ts';
import { findTarget, type TargetFunction } from '../target-function.ts';
import { type DiscardReason, failureRecord } from './failure-record.ts';
import { settleBatch } from './settle-batch.ts';
import { splitByAge } from './split-by-age.ts';
import { arrivalOf, readBatch, type StreamBatch, sequenceNumberOf } from './stream-batch.ts';
import type { Position } from './stream-positions.ts';

/** One of a shard's readers: `parallelizationFactor` lanes divide the items' keys among them. */
export interface StreamLane {
  readonly done: Promise<void>;
  onRoom(): void;
}

/**
 * Invokes the function with one batch after another, so that records of the same key stay in order. A failed batch holds up
 * its lane until it succeeds, is too old or has no retry left. The position moves only past processed records, so after a
 * crash nothing is missing, but some may be delivered twice.
 */
export function startStreamLane(options: {
  readonly context: PollerContext;
  readonly mapping: StreamMapping;
  readonly shardId: string;
  readonly lane: number;
  readonly start: Position;
  /** Whether a record belongs to this lane and passes the filters. */
  readonly accepts: (record: StreamRecord) => boolean;
  readonly stopping: AbortSignal;
}): StreamLane {
  const { context, mapping, shardId, lane, accepts, stopping } = options;
  const { cloud, positions, closing, report } = context;
  const { streams } = cloud.ports;
  const arrived = createSignal(stopping);
  const room = createSignal(stopping);
  const unsubscribe = streams.onRecord(mapping.sourceArn, arrived.notify);
  let position = options.start;
  let savedPosition = position;
  let pending: readonly StreamBatch[] = [];
  let windowEndsAt: number | undefined;
  const measure = functionMeter(cloud);
  const { name: functionName } = parseFunctionName(mapping.functionArn);

  async function moveTo(next: Position): Promise<void> {
    position = next;
    await savePosition();
  }

  /** Where that fails the next step tries it first: what is done is not done twice because it could not be written. */
  async function savePosition(): Promise<void> {
    if (savedPosition === position) return;
    const saved = position;
    await positions.move(mapping.uuid, shardId, lane, saved);
    savedPosition = saved;
  }

  /** Moves past records that have expired since this lane last read. */
  async function skipForgotten(): Promise<void> {
    const forgotten = await streams.forgotten(mapping.sourceArn, shardId);
    if (position === '' || forgotten === undefined || forgotten <= position) return;
    cloud.log.warn(
      `${mapping.sourceArn} has dropped records that ${mapping.functionArn} had not read, because they were older than a day`,
      { after: position, through: forgotten },
    );
    await moveTo(forgotten);
  }

  /** Undefined if there is none: then it has waited for a reason to check again. */
  async function nextBatch(): Promise<StreamBatch | undefined> {
    await skipForgotten();
    const found = await readBatch({ streams, mapping, shardId, after: position, accepts });
    if (!found) {
      await arrived.wait();
      return undefined;
    }
    if (found.batch.records.length === 0) {
      await moveTo(found.batch.through);
      return undefined;
    }
    const now = cloud.now().getTime();
    windowEndsAt ??= now + mapping.batchingWindowSeconds * 1000;
    if (!found.isFull && now < windowEndsAt) {
      await arrived.wait(windowEndsAt - now);
      return undefined;
    }
    windowEndsAt = undefined;
    return found.batch;
  }

  async function discard(batch: StreamBatch, reason: DiscardReason, roleArn: string): Promise<void> {
    const [first, last] = [batch.records[0], batch.records.at(-1)].map(
      (record) => record && sequenceNumberOf(record),
    );
    cloud.log.warn(
      `Lambda gave up on ${batch.records.length} records of ${mapping.sourceArn}: ${mapping.functionArn} failed to process them`,
      { reason, first, last },
    );
    const arn = mapping.onFailure;
    if (arn === undefined) return;
    const record = failureRecord({ mapping, shardId, batch, reason, now: cloud.now() });
    await sendToDestination(cloud, { arn, roleArn }, JSON.stringify(record), {
      name: functionName,
      failures: 'DestinationDeliveryFailures',
      requestId: batch.result?.requestId,
    });
  }

  async function deliver(batch: StreamBatch, target: TargetFunction): Promise<void> {
    const Records = batch.records.map((record) => ({ ...record, eventSourceARN: mapping.sourceArn }));
    const causedBy = batch.records.map((record) => `record:${sequenceNumberOf(record)}`);
    await pause(cloud.faults.lateMs('dynamodb'), stopping);
    if (stopping.aborted) return;
    const last = batch.records.at(-1);
    if (last) measure('IteratorAge', functionName, cloud.now().getTime() - arrivalOf(last));
    let result = await target.invoke({ Records }, causedBy);
    if (cloud.faults.isTwice('dynamodb')) result = await target.invoke({ Records }, causedBy);
    if (closing.aborted) return; // it was killed half-way and runs again after the restart
    report(result.functionError === undefined ? 'OK' : 'PROBLEM: Function call failed');
    const settlement = settleBatch(mapping, batch, result);
    if (settlement.discarded) await discard(settlement.discarded, 'RetryAttemptsExhausted', target.roleArn);
    pending = [...settlement.rest, ...pending.slice(1)];
    if (settlement.position !== undefined) await moveTo(settlement.position);
    const failures = settlement.rest[0]?.failures ?? 0;
    if (failures > 0) await backOff(failures, stopping);
  }

  async function step(): Promise<void> {
    await savePosition();
    if (pending.length === 0) {
      const batch = await nextBatch();
      pending = batch ? [batch] : [];
    }
    const batch = pending[0];
    if (!batch || stopping.aborted) return;
    const target = await findTarget(context, mapping);
    const { expired, live } = splitByAge(batch, mapping.maximumAgeSeconds, {
      now: cloud.now(),
      startedAt: cloud.startedAt,
    });
    if (expired) {
      await discard(expired, 'RecordAgeExceeded', target.roleArn);
      pending = [...(live ? [live] : []), ...pending.slice(1)];
      await moveTo(expired.through);
    } else if (target.hasRoom()) await deliver(batch, target);
    else await room.wait();
  }

  return {
    done: poll(context, mapping.sourceArn, stopping, step).finally(unsubscribe),
    onRoom: room.notify,
  };
}
