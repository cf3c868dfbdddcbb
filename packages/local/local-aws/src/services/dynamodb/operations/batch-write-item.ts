import { act, type Data, validate } from '../engine/dynalite-call.ts';
import { type ConsumedCapacity, withIndexUnits } from '../engine/index-capacity.ts';
import { write } from '../engine/write.ts';
import { keyOf, leadingKeys } from './leading-keys.ts';
import { batchRequest, noCollectionMetrics, ofTables, operation, tableNameOf } from './operation.ts';

interface Write {
  readonly PutRequest?: Data;
  readonly DeleteRequest?: Data;
}

/** All items are written at once, which is stricter than on AWS. */
export const batchWriteItem = operation({
  name: 'BatchWriteItem',
  input: batchRequest('BatchWriteItem', noCollectionMetrics),
  resource: ofTables,
  conditionKeys(input, { state }, resource) {
    const TableName = tableNameOf(resource);
    const { RequestItems } = validate('BatchWriteItem', input) as { RequestItems: Record<string, Write[]> };
    const writes = RequestItems[TableName] ?? [];
    const keys = writes.map(({ PutRequest, DeleteRequest }) => keyOf(PutRequest ?? DeleteRequest ?? {}));
    return leadingKeys(state, { TableName }, keys);
  },
  run(input, { state }) {
    const data = validate('BatchWriteItem', input);
    return write(state, async ({ store, collected }) => {
      const { ConsumedCapacity, ...output } = await act('BatchWriteItem', store, data);
      if (!ConsumedCapacity) return output;
      const tables = ConsumedCapacity as ConsumedCapacity[];
      return { ...output, ConsumedCapacity: tables.map((table) => withIndexUnits(table, collected)) };
    });
  },
});
