import type { StreamPort } from '../../../cloud/ports.ts';
import type { StreamLog } from './stream-log.ts';

/** How event source mappings read streams. */
export function streamPort(streams: StreamLog): StreamPort {
  return {
    exists: async (arn) => streams.all().some((stream) => stream.arn === arn),
    shards: async (arn) => [streams.get(arn).shardId],
    read: async (arn, _shardId, after, limit) => streams.read(arn, after, limit),
    forgotten: async (arn) => streams.get(arn).forgottenThrough,
    latest: async () => streams.latest(),
    onRecord: (arn, callback) => streams.onRecord(arn, callback),
  };
}
