import { ValidationError } from '../../../protocol/aws-error.ts';
import type { TableDescription, Throughput } from './table.ts';

/** Throws ValidationException for a table's throughput that is what it was. */
export function refuseSameThroughput(
  { ProvisionedThroughput: current }: TableDescription,
  asked: Throughput | undefined,
): void {
  if (!asked) return;
  const told = (['ReadCapacityUnits', 'WriteCapacityUnits'] as const).map(
    (units) =>
      `Current ${units} provisioned for the table: ${current[units]}. Requested ${units}: ${asked[units]}.`,
  );
  const changed =
    asked.ReadCapacityUnits !== current.ReadCapacityUnits ||
    asked.WriteCapacityUnits !== current.WriteCapacityUnits;
  if (changed) return;
  throw new ValidationError(
    `The provisioned throughput for the table will not change. The requested value equals the current value. ${told.join(' ')} Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
  );
}
