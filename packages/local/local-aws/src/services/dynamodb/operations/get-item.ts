import { act, validate } from '../engine/dynalite-call.ts';
import { readableStore } from '../engine/dynalite-store.ts';
import { keyOf, leadingKeys } from './leading-keys.ts';
import { itemRequest, ofTable, operation } from './operation.ts';

export const getItem = operation({
  name: 'GetItem',
  input: itemRequest('GetItem'),
  resource: ofTable,
  conditionKeys: (input, { state }) => leadingKeys(state, input, [keyOf(validate('GetItem', input))]),
  run: (input, { state }) =>
    act('GetItem', readableStore(state.database, state.tables), validate('GetItem', input)),
});
