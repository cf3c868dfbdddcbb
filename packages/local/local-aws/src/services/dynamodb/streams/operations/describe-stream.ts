import { z } from 'zod';
import { notServed } from '../../../../protocol/not-served.ts';
import { operation } from '../../operations/operation.ts';

export const describeStream = operation({
  name: 'DescribeStream',
  input: z.strictObject({
    StreamArn: z.string(),
    Limit: z.int().min(1).max(100).optional(),
    ShardFilter: notServed,
    ExclusiveStartShardId: z.string().optional(),
  }),
  resource: ({ StreamArn }) => StreamArn,
  run({ StreamArn, ExclusiveStartShardId }, { state }) {
    const stream = state.streams.get(StreamArn);
    const shard = {
      ShardId: stream.shardId,
      SequenceNumberRange: {
        StartingSequenceNumber: stream.startingSequenceNumber,
        ...(stream.disabled ? { EndingSequenceNumber: stream.disabled.endingSequenceNumber } : {}),
      },
    };
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: stream.disabled ? 'DISABLED' : 'ENABLED',
        StreamViewType: stream.viewType,
        CreationRequestDateTime: stream.createdAt,
        TableName: stream.tableName,
        KeySchema: stream.keySchema,
        Shards: ExclusiveStartShardId === stream.shardId ? [] : [shard],
      },
    };
  },
});
