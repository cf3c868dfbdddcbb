import { z } from 'zod';
import { operation, tableName } from '../../operations/operation.ts';

export const listStreams = operation({
  name: 'ListStreams',
  input: z.strictObject({
    TableName: tableName.optional(),
    Limit: z.number().int().min(1).max(100).optional(),
    ExclusiveStartStreamArn: z.string().optional(),
  }),
  run({ TableName, Limit = 100, ExclusiveStartStreamArn: start = '' }, { state }) {
    const streams = state.streams
      .all()
      .filter(({ arn, tableName }) => arn > start && (TableName === undefined || tableName === TableName))
      .sort((one, other) => (one.arn < other.arn ? -1 : 1));
    const page = streams.slice(0, Limit);
    return {
      Streams: page.map(({ arn, tableName, label }) => ({
        StreamArn: arn,
        TableName: tableName,
        StreamLabel: label,
      })),
      ...(streams.length > Limit ? { LastEvaluatedStreamArn: page.at(-1)?.arn } : {}),
    };
  },
});
