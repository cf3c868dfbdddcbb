import { z } from 'zod';
import type { StreamRecord } from '../../../../cloud/ports.ts';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { operation } from '../../operations/operation.ts';
import { decodeIterator, encodeIterator } from '../shard-iterator.ts';

const iteratorLifetimeMs = 15 * 60 * 1000;

export const getRecords = operation({
  name: 'GetRecords',
  input: z.strictObject({ ShardIterator: z.string(), Limit: z.number().int().min(1).max(1000).optional() }),
  resource: ({ ShardIterator }) => decodeIterator(ShardIterator).arn,
  async run({ ShardIterator, Limit = 1000 }, { cloud, state }) {
    const { arn, after, at } = decodeIterator(ShardIterator);
    const now = cloud.now().getTime();
    if (now - at > iteratorLifetimeMs)
      throw new AwsError('ExpiredIteratorException', 'The shard iterator has expired.', 400);
    const { disabled } = state.streams.get(arn);
    const records = await state.streams.read(arn, after, Limit);
    // A closed shard has no next iterator once it has been read to its end.
    const ended = disabled !== undefined && records.length < Limit;
    const last = records.at(-1)?.dynamodb.SequenceNumber ?? after;
    return {
      Records: records.map(onTheWire),
      ...(ended ? {} : { NextShardIterator: encodeIterator({ arn, after: last, at: now }) }),
    };
  },
});

/** The Streams API capitalizes `userIdentity`'s members; Lambda's events do not. */
function onTheWire({ userIdentity, ...record }: StreamRecord) {
  if (!userIdentity) return record;
  return { ...record, userIdentity: { Type: userIdentity.type, PrincipalId: userIdentity.principalId } };
}
