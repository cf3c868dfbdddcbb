import type { Item } from '../attribute-value.ts';
import { act, validate } from '../engine/dynalite-call.ts';
import { readableStore } from '../engine/dynalite-store.ts';
import { leadingKeys } from './leading-keys.ts';
import { batchRequest, ofTables, operation, tableNameOf } from './operation.ts';

export const batchGetItem = operation({
  name: 'BatchGetItem',
  input: batchRequest('BatchGetItem'),
  resource: ofTables,
  conditionKeys(input, { state }, resource) {
    const TableName = tableNameOf(resource);
    const { RequestItems } = validate('BatchGetItem', input) as {
      RequestItems: Record<string, { Keys: Item[] }>;
    };
    return leadingKeys(state, { TableName }, RequestItems[TableName]?.Keys ?? []);
  },
  run: (input, { state }) =>
    act('BatchGetItem', readableStore(state.database, state.tables), validate('BatchGetItem', input)),
});
