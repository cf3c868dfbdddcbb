import { crc32 } from 'node:zlib';
import type { StreamRecord } from '../../../../cloud/ports.ts';
import { eventFilter } from '../event-filter.ts';
import type { StreamMapping } from '../mapping.ts';
import type { Poller, PollerContext } from '../poller.ts';
import { type StreamLane, startStreamLane } from './stream-lane.ts';

/** Polls all shards of a stream. */
export function startStreamPoller(context: PollerContext, mapping: StreamMapping): Poller {
  const { cloud, positions, report } = context;
  const { parallelizationFactor, sourceArn } = mapping;
  const stopping = new AbortController();
  const passes = eventFilter(mapping);
  const lanes: StreamLane[] = [];

  async function start(): Promise<void> {
    for (const shardId of await cloud.ports.streams.shards(sourceArn)) {
      for (const [lane, position] of (await positions.open(mapping, shardId)).entries()) {
        const accepts = (record: StreamRecord) =>
          laneOf(record, parallelizationFactor) === lane && passes(record);
        lanes.push(
          startStreamLane({
            context,
            mapping,
            shardId,
            lane,
            start: position,
            accepts,
            stopping: stopping.signal,
          }),
        );
      }
    }
  }

  const started = start().catch((error) => {
    // The stream is gone for good: a new stream of the same table has another ARN.
    const problem = error instanceof Error ? error.message : String(error);
    report(`PROBLEM: ${problem}`);
    cloud.log.warn(`Lambda could not poll ${sourceArn}: ${problem}`);
  });

  return {
    onRoom() {
      for (const lane of lanes) lane.onRoom();
    },
    async stop() {
      stopping.abort();
      await started;
      await Promise.all(lanes.map(({ done }) => done));
    },
  };
}

/** The records of one item are all in one lane. */
function laneOf({ dynamodb }: StreamRecord, lanes: number): number {
  return crc32(JSON.stringify(dynamodb.Keys)) % lanes;
}
