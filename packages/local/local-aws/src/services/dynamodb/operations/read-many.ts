import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import type { AnyOperation } from '../../../protocol/operation.ts';
import type { Item } from '../attribute-value.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { act, type Data, validate } from '../engine/dynalite-call.ts';
import { readableStore } from '../engine/dynalite-store.ts';
import { refuseEmptyKeyValues } from './key-conditions.ts';
import { leadingKeys, queriedKey } from './leading-keys.ts';
import { itemRequest, ofTable, operation } from './operation.ts';
import { checkSelection } from './selection.ts';

/** dynalite knows this member only for Query. Every read is consistent here. */
const consistency = { ConsistentRead: z.boolean().nullish() };

function refuseConsistentIndex({ tables }: DynamoDbState, { TableName, IndexName, ConsistentRead }: Data) {
  const indexes = tables.find(String(TableName))?.description.GlobalSecondaryIndexes ?? [];
  if (ConsistentRead && indexes.some((index) => index.IndexName === IndexName))
    throw new ValidationError('Consistent reads are not supported on global secondary indexes');
}

/** Query and Scan, of a table or of one of its indexes. */
export function readMany(name: 'Query' | 'Scan'): AnyOperation<DynamoDbState> {
  return operation({
    name,
    input: itemRequest(name, consistency),
    resource: (input, context) =>
      input.IndexName === undefined
        ? ofTable(input, context)
        : `${ofTable(input, context)}/index/${String(input.IndexName)}`,
    conditionKeys: (input, { state }) =>
      name === 'Query' ? leadingKeys(state, input, [queriedKey(validate(name, input))]) : {},
    run(input, { state }) {
      const data = validate(name, input);
      checkSelection(name, input);
      if (name === 'Query') refuseEmptyKeyValues(state, data);
      if (name === 'Scan') refuseConsistentIndex(state, input);
      const startKey = data.ExclusiveStartKey as Item | undefined;
      return act(name, readableStore(state.database, state.tables, startKey), data);
    },
  });
}
