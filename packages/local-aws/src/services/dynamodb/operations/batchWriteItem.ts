import { act, validate } from '../engine/dynalite-call.ts';
import { write } from '../engine/write.ts';
import { batchRequest, ofTables, operation } from './operation.ts';

/** All items are written at once, which is stricter than AWS's batch. */
export const batchWriteItem = operation({
  name: 'BatchWriteItem',
  input: batchRequest,
  resource: ofTables,
  run(input, { state }) {
    const data = validate('BatchWriteItem', input);
    return write(state, ({ store }) => act('BatchWriteItem', store, data));
  },
});
