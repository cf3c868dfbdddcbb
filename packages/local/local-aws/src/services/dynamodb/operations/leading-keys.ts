import type { AttributeValue, Item } from '../attribute-value.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import type { Data } from '../engine/dynalite-call.ts';
import { secondaryIndexes } from '../tables/table.ts';

/**
 * The partition keys that a request names, for policies that let callers at their own items alone.
 * Source: DynamoDB developer guide, "Using IAM policy conditions for fine-grained access control".
 */
export function leadingKeys(
  { tables }: DynamoDbState,
  { TableName, IndexName }: Data,
  items: readonly (Item | undefined)[],
): Record<string, readonly string[]> {
  const table = tables.find(String(TableName))?.description;
  const index = table && secondaryIndexes(table).find((one) => one.IndexName === IndexName);
  const name = (index ?? table)?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
  const values = items.flatMap((item) => Object.values(item?.[name] ?? {}).map(String));
  return values.length === 0 ? {} : { 'dynamodb:LeadingKeys': [...new Set(values)] };
}

/** The key of an item that a request reads or writes. */
export function keyOf(data: Data): Item | undefined {
  return (data.Key ?? data.Item) as Item | undefined;
}

/** The attributes that a query compares; that of the partition key with one value. */
export function queriedKey({ KeyConditions }: Data): Item {
  const conditions = KeyConditions as Readonly<Record<string, { AttributeValueList: AttributeValue[] }>>;
  return Object.fromEntries(
    Object.entries(conditions).map(([name, { AttributeValueList }]) => [name, AttributeValueList[0] ?? {}]),
  );
}
