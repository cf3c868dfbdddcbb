import type { Data } from '../engine/dynalite-call.ts';

/** A transaction's answer: the elements' capacity by table, doubled, as AWS bills prepare and commit. */
export function totalCapacity(outputs: readonly Data[]): Data {
  const units = new Map<string, number>();
  for (const { ConsumedCapacity } of outputs) {
    const consumed = ConsumedCapacity as { TableName: string; CapacityUnits: number } | undefined;
    if (consumed)
      units.set(consumed.TableName, (units.get(consumed.TableName) ?? 0) + 2 * consumed.CapacityUnits);
  }
  if (units.size === 0) return {};
  return {
    ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits })),
  };
}
