import type { Cloud } from '../../../../cloud/cloud.ts';
import type { Change, Range } from '../../../../storage/collection.ts';
import type { StreamMapping } from '../mapping.ts';

/** The last sequence number that a lane has processed; empty before the oldest record. */
export type Position = string;

/** The progress of mappings in their streams' shards, one position per lane; it survives a restart. */
export interface StreamPositions {
  /** Writes the starting position of a new mapping. */
  begin(mapping: StreamMapping): Promise<void>;
  /** A shard's positions by lane. If the number of lanes has changed, all continue where the slowest was. */
  open(mapping: StreamMapping, shardId: string): Promise<Position[]>;
  move(uuid: string, shardId: string, lane: number, position: Position): Promise<void>;
  forget(uuid: string): Promise<void>;
}

export function createStreamPositions(cloud: Cloud): StreamPositions {
  const positions = cloud.storage.collection<Position>('lambda/stream-positions');
  const keyOf = (uuid: string, shardId: string, lane: number) => `${uuid}/${shardId}/${lane}`;
  const under = (path: string): Range => ({ gt: `${path}/`, lt: `${path}0` }); // 0 follows the slash

  async function read(range: Range): Promise<Map<string, Position>> {
    const found = new Map<string, Position>();
    for await (const [key, position] of positions.entries(range)) found.set(key, position);
    return found;
  }

  function everyLane({ uuid, parallelizationFactor }: StreamMapping, shardId: string, position: Position) {
    return Array.from({ length: parallelizationFactor }, (_, lane): Change<Position> => {
      return { put: keyOf(uuid, shardId, lane), value: position };
    });
  }

  async function remove(range: Range): Promise<Change<Position>[]> {
    return [...(await read(range)).keys()].map((key) => ({ delete: key }));
  }

  return {
    async begin(mapping) {
      const { streams } = cloud.ports;
      const { sourceArn, startingPosition } = mapping;
      for (const shardId of await streams.shards(sourceArn)) {
        const latest = startingPosition === 'LATEST' ? await streams.latest(sourceArn, shardId) : undefined;
        await positions.batch(everyLane(mapping, shardId, latest ?? ''));
      }
    },
    async open(mapping, shardId) {
      const { uuid, parallelizationFactor } = mapping;
      const range = under(`${uuid}/${shardId}`);
      const stored = [...(await read(range)).values()];
      if (stored.length === parallelizationFactor) return stored;
      const slowest = stored.sort()[0] ?? '';
      await positions.batch([...(await remove(range)), ...everyLane(mapping, shardId, slowest)]);
      return Array.from({ length: parallelizationFactor }, () => slowest);
    },
    move: (uuid, shardId, lane, position) => positions.put(keyOf(uuid, shardId, lane), position),
    async forget(uuid) {
      await positions.batch(await remove(under(uuid)));
    },
  };
}
