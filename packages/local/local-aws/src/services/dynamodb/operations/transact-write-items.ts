import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwsError, ValidationError } from '../../../protocol/aws-error.ts';
import { parseInput } from '../../../protocol/input.ts';
import { modelFault } from '../../../protocol/model-fault.ts';
import { servedOnly } from '../../../protocol/not-served.ts';
import type { AnyOperation } from '../../../protocol/operation.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { act, type Data, validate } from '../engine/dynalite-call.ts';
import { readableStore } from '../engine/dynalite-store.ts';
import { type WriteUnit, write } from '../engine/write.ts';
import {
  type CancellationReason,
  invalidElement,
  transactionCanceled,
} from '../transactions/cancellation.ts';
import { totalCapacity } from '../transactions/capacity.ts';
import { refuseRepeatedItems, refuseTooLarge } from '../transactions/limits.ts';
import { currentItem, type ItemAction, isConditionFailure } from './conditional-write.ts';
import { keyOf, leadingKeys } from './leading-keys.ts';
import { onConditionFailure, tableArn, transactRequest } from './operation.ts';
import { checkReach } from './reach.ts';

const members = [
  'Key',
  'Item',
  'UpdateExpression',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
];

const input = z.strictObject({
  TransactItems: z
    .array(
      z.strictObject({
        Put: transactRequest('PutItem', members, onConditionFailure).nullish(),
        Update: transactRequest('UpdateItem', members, onConditionFailure).nullish(),
        Delete: transactRequest('DeleteItem', members, onConditionFailure).nullish(),
        ConditionCheck: transactRequest('DeleteItem', members, onConditionFailure).nullish(),
      }),
    )
    .min(1)
    .max(100),
  ClientRequestToken: z.string().min(1).max(36).nullish(),
  ReturnConsumedCapacity: z.enum(['INDEXES', 'TOTAL', 'NONE']).nullish(),
  ReturnItemCollectionMetrics: servedOnly('NONE'),
});

const name = 'TransactWriteItems';

// A condition check is a conditional deletion whose write is dropped.
const kinds = {
  Put: { action: 'PutItem', permission: 'PutItem' },
  Update: { action: 'UpdateItem', permission: 'UpdateItem' },
  Delete: { action: 'DeleteItem', permission: 'DeleteItem' },
  ConditionCheck: { action: 'DeleteItem', permission: 'ConditionCheckItem' },
} as const;

interface Element {
  readonly kind: keyof typeof kinds;
  readonly action: ItemAction;
  readonly data: Data;
  readonly returnsItemOnFailure: boolean;
}

/** Not created by `operation`: IAM knows no TransactWriteItems; each element is authorized as its own action. */
export const transactWriteItems: AnyOperation<DynamoDbState> = {
  name,
  input,
  async invoke(raw, context, service) {
    const { cloud, state, request } = context;
    checkReach(name, raw as Data, context);
    const parsed = parseInput(input, raw, modelFault('ValidationException'), { service, name });
    const capacity = parsed.ReturnConsumedCapacity ?? undefined;
    const elements = parsed.TransactItems.map((item) => toElement(item, capacity));
    for (const { kind, data } of elements)
      await cloud.access.authorize(request, {
        action: `dynamodb:${kinds[kind].permission}`,
        resources: [tableArn(cloud, String(data.TableName))],
        context: leadingKeys(state, data, [keyOf(data)]),
      });
    return write(state, async (unit) => {
      if (await alreadyDone(state, unit, parsed, cloud.now())) return replayed(state, elements);
      refuseRepeatedItems(
        state,
        elements.map(({ data }) => data),
      );
      const outputs = await runAll(state, unit, elements);
      refuseTooLarge(unit.collected.map(({ after }) => after));
      return totalCapacity(outputs, 'WriteCapacityUnits');
    });
  },
};

function toElement(
  item: z.infer<typeof input>['TransactItems'][number],
  capacity: string | undefined,
): Element {
  const given = (Object.keys(kinds) as Element['kind'][]).filter((kind) => item[kind]);
  for (const kind of given.length === 1 ? given : []) {
    const request = item[kind];
    if (!request) continue;
    if (kind === 'ConditionCheck' && request.ConditionExpression === undefined)
      throw new ValidationError(
        "Value null at 'conditionExpression' failed to satisfy constraint: Member must not be null",
      );
    const { action } = kinds[kind];
    return {
      kind,
      action,
      data: validate(action, { ...request, ...(capacity ? { ReturnConsumedCapacity: capacity } : {}) }),
      returnsItemOnFailure: request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    };
  }
  throw new ValidationError('TransactItems can only contain one of Check, Put, Update or Delete');
}

/** Every element is tried, so that the response has a reason for each; one failure cancels all of them. */
async function runAll(state: DynamoDbState, unit: WriteUnit, elements: readonly Element[]): Promise<Data[]> {
  const outputs: Data[] = [];
  const reasons: CancellationReason[] = [];
  for (const element of elements) {
    try {
      const store = element.kind === 'ConditionCheck' ? unit.withoutWriting : unit.store;
      outputs.push(await act(element.action, store, element.data));
      reasons.push({ Code: 'None' });
    } catch (error) {
      reasons.push(await reasonOf(state, element, error));
    }
  }
  if (reasons.some(({ Code }) => Code !== 'None')) throw transactionCanceled(reasons);
  return outputs;
}

async function reasonOf(state: DynamoDbState, element: Element, error: unknown): Promise<CancellationReason> {
  if (isConditionFailure(error)) {
    const item = element.returnsItemOnFailure ? await currentItem(state, element.data) : undefined;
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...(item ? { Item: item } : {}) };
  }
  return invalidElement(error);
}

/** A request that is repeated with its token reads what the first one wrote. */
async function replayed(state: DynamoDbState, elements: readonly Element[]): Promise<Data> {
  const store = readableStore(state.database, state.tables);
  const reads = elements.map(({ data }) => {
    const { KeySchema } = state.tables.get(String(data.TableName)).description;
    const item = keyOf(data) ?? {};
    const Key = Object.fromEntries(KeySchema.map(({ AttributeName: name }) => [name, item[name]]));
    const { TableName, ReturnConsumedCapacity } = data;
    return act('GetItem', store, { TableName, Key, ReturnConsumedCapacity, ConsistentRead: true });
  });
  return totalCapacity(await Promise.all(reads), 'ReadCapacityUnits');
}

const tokenLifetimeMs = 10 * 60 * 1000;

/** Whether this ClientRequestToken was served within the last ten minutes; records it if not. */
async function alreadyDone(
  state: DynamoDbState,
  unit: WriteUnit,
  { ClientRequestToken: token, TransactItems }: z.infer<typeof input>,
  now: Date,
): Promise<boolean> {
  if (token == null) return false;
  const fingerprint = createHash('sha256').update(JSON.stringify(TransactItems)).digest('base64');
  const earlier = await state.database.transactions.get(token);
  if (earlier && earlier.at > now.getTime() - tokenLifetimeMs) {
    if (earlier.fingerprint === fingerprint) return true;
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'The provided ClientRequestToken was already used with different request parameters.',
      400,
    );
  }
  unit.also(state.database.transactions.put(token, { fingerprint, at: now.getTime() }));
  return false;
}
