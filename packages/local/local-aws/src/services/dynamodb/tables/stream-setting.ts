import { ValidationError } from '../../../protocol/aws-error.ts';
import type { DatabaseChange } from '../engine/database.ts';
import type { StreamLog } from '../streams/stream-log.ts';
import type { TableDescription } from './table.ts';
import type { TableSettings } from './table-input.ts';

/** Enables or disables a table's stream. Each time it is enabled, a new stream with a new ARN is created. */
export function applyStream(
  table: TableDescription,
  wanted: TableSettings['StreamSpecification'],
  streams: StreamLog,
): { description: TableDescription; also: DatabaseChange[] } {
  if (wanted === undefined) return { description: table, also: [] };
  const enabled = table.StreamSpecification?.StreamEnabled ?? false;
  if (!wanted.StreamEnabled) {
    if (!enabled || table.LatestStreamArn === undefined) {
      if (table.TableStatus === 'CREATING') return { description: table, also: [] };
      throw new ValidationError(`Table is already disabled for stream: TableName: ${table.TableName}`);
    }
    const { StreamSpecification: _ended, ...rest } = table;
    return { description: rest, also: [streams.disable(table.LatestStreamArn)] };
  }
  if (enabled)
    throw new ValidationError(`Table already has an enabled stream: TableName: ${table.TableName}`);
  if (wanted.StreamViewType === undefined)
    throw new ValidationError(
      'One or more parameter values were invalid: StreamViewType must be specified when StreamEnabled is true',
    );
  const { stream, change } = streams.enable(table, wanted.StreamViewType);
  return {
    description: {
      ...table,
      StreamSpecification: { StreamEnabled: true, StreamViewType: wanted.StreamViewType },
      LatestStreamArn: stream.arn,
      LatestStreamLabel: stream.label,
    },
    also: [change],
  };
}
