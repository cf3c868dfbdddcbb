import { z } from 'zod';
import type { Item } from '../attribute-value.ts';
import { act, validate } from '../engine/dynalite-call.ts';
import { readableStore } from '../engine/dynalite-store.ts';
import { invalidElement, transactionCanceled } from '../transactions/cancellation.ts';
import { totalCapacity } from '../transactions/capacity.ts';
import { refuseRepeatedItems, refuseTooLarge } from '../transactions/limits.ts';
import { keyOf, leadingKeys } from './leading-keys.ts';
import { operation, tableArn, tableNameOf, transactRequest } from './operation.ts';

const members = ['Key', 'ProjectionExpression', 'ExpressionAttributeNames'];

/** Reads between two writes, so that all items are from the same moment. */
export const transactGetItems = operation({
  name: 'TransactGetItems',
  action: 'dynamodb:GetItem',
  input: z.strictObject({
    TransactItems: z
      .array(z.strictObject({ Get: transactRequest('GetItem', members) }))
      .min(1)
      .max(100),
    ReturnConsumedCapacity: z.enum(['INDEXES', 'TOTAL', 'NONE']).optional(),
  }),
  resource: (input, { cloud }) => input.TransactItems.map(({ Get }) => tableArn(cloud, Get.TableName)),
  conditionKeys(input, { state }, resource) {
    const TableName = tableNameOf(resource);
    const requests = input.TransactItems.filter(({ Get }) => Get.TableName === TableName);
    const keys = requests.map(({ Get }) => keyOf(validate('GetItem', Get)));
    return leadingKeys(state, { TableName }, keys);
  },
  run(input, { state }) {
    const { ReturnConsumedCapacity } = input;
    const requests = input.TransactItems.map(({ Get }) =>
      validate('GetItem', {
        ...Get,
        ConsistentRead: true,
        ...(ReturnConsumedCapacity ? { ReturnConsumedCapacity } : {}),
      }),
    );
    const store = readableStore(state.database, state.tables);
    return state.serially(async () => {
      refuseRepeatedItems(state, requests);
      const results = await Promise.allSettled(requests.map((request) => act('GetItem', store, request)));
      const reasons = results.map((result) =>
        result.status === 'rejected' ? invalidElement(result.reason) : { Code: 'None' as const },
      );
      if (reasons.some(({ Code }) => Code !== 'None')) throw transactionCanceled(reasons);
      const outputs = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      refuseTooLarge(outputs.map(({ Item }) => Item as Item | undefined));
      return {
        Responses: outputs.map(({ Item }) => (Item ? { Item } : {})),
        ...totalCapacity(outputs, 'ReadCapacityUnits'),
      };
    });
  },
});
