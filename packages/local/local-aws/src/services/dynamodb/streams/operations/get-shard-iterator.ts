import { z } from 'zod';
import { AwsError, ValidationError } from '../../../../protocol/aws-error.ts';
import { operation } from '../../operations/operation.ts';
import { countOf, sequenceNumber } from '../sequence.ts';
import { encodeIterator } from '../shard-iterator.ts';
import type { StreamLog } from '../stream-log.ts';

const input = z.strictObject({
  StreamArn: z.string(),
  ShardId: z.string(),
  ShardIteratorType: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
  SequenceNumber: z
    .string()
    .regex(/^\d{21,40}$/, 'Member must have length between 21 and 40')
    .optional(),
});

export const getShardIterator = operation({
  name: 'GetShardIterator',
  input,
  resource: ({ StreamArn }) => StreamArn,
  run(request, { cloud, state }) {
    const after = startingPoint(request, state.streams);
    const stream = state.streams.get(request.StreamArn);
    if (stream.shardId !== request.ShardId)
      throw new AwsError(
        'ResourceNotFoundException',
        `Requested resource not found: Shard does not exist`,
        400,
      );
    return { ShardIterator: encodeIterator({ arn: stream.arn, after, at: cloud.now().getTime() }) };
  },
});

/** The sequence number after which to read; undefined for the oldest record. */
function startingPoint(request: z.infer<typeof input>, streams: StreamLog): string | undefined {
  if (request.ShardIteratorType === 'TRIM_HORIZON') return undefined;
  if (request.ShardIteratorType === 'LATEST') return streams.latest();
  if (request.SequenceNumber === undefined)
    throw new ValidationError(`SequenceNumber is required for ${request.ShardIteratorType}`);
  return request.ShardIteratorType === 'AFTER_SEQUENCE_NUMBER'
    ? request.SequenceNumber
    : sequenceNumber(countOf(request.SequenceNumber) - 1n);
}
