import db from 'dynalite/db/index.js';
import { AwsError, ValidationError } from '../../../protocol/aws-error.ts';
import type { Item } from '../attribute-value.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import type { Data } from '../engine/dynalite-call.ts';

const maxBytes = 4 * 1024 * 1024;

/** Throws ValidationException where two elements are about one item, ResourceNotFoundException without their table. */
export function refuseRepeatedItems({ tables }: DynamoDbState, elements: readonly Data[]): void {
  const keys = elements.map((data) => {
    const table = tables.find(String(data.TableName))?.description;
    if (!table) throw new AwsError('ResourceNotFoundException', 'Requested resource not found', 400);
    const item = (data.Key ?? data.Item) as Item;
    return JSON.stringify([
      table.TableName,
      table.KeySchema.map(({ AttributeName }) => item[AttributeName] ?? null),
    ]);
  });
  if (new Set(keys).size < keys.length)
    throw new ValidationError('Transaction request cannot include multiple operations on one item');
}

/** Throws ValidationException for more than 4 MB. Source: API reference, TransactWriteItems and TransactGetItems. */
export function refuseTooLarge(items: readonly (Item | undefined)[]): void {
  const bytes = items.reduce((sum, item) => sum + (item ? db.itemSize(item) : 0), 0);
  if (bytes > maxBytes)
    throw new ValidationError('The aggregate size of the items in the transaction exceeds 4 MB');
}
