import { act, validate } from '../engine/dynalite-call.ts';
import { readableStore } from '../engine/dynalite-store.ts';
import { batchRequest, ofTables, operation } from './operation.ts';

export const batchGetItem = operation({
  name: 'BatchGetItem',
  input: batchRequest,
  resource: ofTables,
  run: (input, { state }) =>
    act('BatchGetItem', readableStore(state.database, state.tables), validate('BatchGetItem', input)),
});
