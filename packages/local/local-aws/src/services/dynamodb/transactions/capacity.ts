import type { Data } from '../engine/dynalite-call.ts';
import type { ConsumedCapacity } from '../engine/index-capacity.ts';

/**
 * A transaction's answer: the elements' capacity by table, doubled, as AWS bills prepare and commit. Indexes are left
 * out. Source: DynamoDB developer guide, "Managing complex workflows with DynamoDB transactions".
 */
export function totalCapacity(
  outputs: readonly Data[],
  kind: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): Data {
  const tables = new Map<string, ConsumedCapacity>();
  for (const { ConsumedCapacity } of outputs) {
    const consumed = ConsumedCapacity as ConsumedCapacity | undefined;
    if (!consumed) continue;
    const before = tables.get(consumed.TableName)?.CapacityUnits ?? 0;
    tables.set(consumed.TableName, { ...consumed, CapacityUnits: before + 2 * consumed.CapacityUnits });
  }
  if (tables.size === 0) return {};
  return {
    ConsumedCapacity: [...tables.values()].map(({ TableName, CapacityUnits, Table }) => {
      const units = { CapacityUnits, [kind]: CapacityUnits };
      return { TableName, ...units, ...(Table ? { Table: units } : {}) };
    }),
  };
}
