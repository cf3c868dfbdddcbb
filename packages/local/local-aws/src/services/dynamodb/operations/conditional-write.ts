import db from 'dynalite/db/index.js';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { AnyOperation } from '../../../protocol/operation.ts';
import type { Item } from '../attribute-value.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { act, type Data, validate } from '../engine/dynalite-call.ts';
import { type ConsumedCapacity, withIndexUnits } from '../engine/index-capacity.ts';
import type { ItemChange } from '../engine/item-change.ts';
import { write } from '../engine/write.ts';
import { keyOf, leadingKeys } from './leading-keys.ts';
import { itemRequest, noCollectionMetrics, ofTable, onConditionFailure, operation } from './operation.ts';

export type ItemAction = 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** PutItem, UpdateItem and DeleteItem differ only in dynalite's action. */
export function conditionalWrite(name: ItemAction): AnyOperation<DynamoDbState> {
  return operation({
    name,
    input: itemRequest(name, { ...onConditionFailure, ...noCollectionMetrics }),
    resource: ofTable,
    conditionKeys: (input, { state }) => leadingKeys(state, input, [keyOf(validate(name, input))]),
    async run(input, { state }) {
      const data = validate(name, input);
      return write(state, async ({ store, collected }) => {
        try {
          return answer(await act(name, store, data), collected);
        } catch (error) {
          if (!isConditionFailure(error) || input.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD')
            throw error;
          throw withItem(error, await currentItem(state, data));
        }
      });
    },
  });
}

/** dynalite's answer without a list of attributes that is empty, and with the capacity of indexes. */
function answer({ Attributes, ConsumedCapacity, ...output }: Data, changes: readonly ItemChange[]): Data {
  return {
    ...output,
    ...(Attributes && Object.keys(Attributes).length > 0 ? { Attributes } : {}),
    ...(ConsumedCapacity
      ? { ConsumedCapacity: withIndexUnits(ConsumedCapacity as ConsumedCapacity, changes) }
      : {}),
  };
}

export function isConditionFailure(error: unknown): error is AwsError {
  return error instanceof AwsError && error.code === 'ConditionalCheckFailedException';
}

/** The stored item that a write concerns; the caller holds the write lock. */
export function currentItem(state: DynamoDbState, data: Data): Promise<Item | undefined> {
  const { description } = state.tables.get(String(data.TableName));
  return state.database
    .items(description.TableName)
    .get(db.createKey((data.Key ?? data.Item) as Item, description));
}

function withItem(error: AwsError, item: Item | undefined): AwsError {
  return item ? new AwsError(error.code, error.message, error.status, { fields: { Item: item } }) : error;
}
