import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwsError, ValidationError } from '../../../protocol/aws-error.ts';
import { parseInput } from '../../../protocol/input.ts';
import { modelFault } from '../../../protocol/model-fault.ts';
import { servedOnly } from '../../../protocol/not-served.ts';
import type { AnyOperation } from '../../../protocol/operation.ts';
import type { Item } from '../attribute-value.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { act, type Data, validate } from '../engine/dynalite-call.ts';
import { type WriteUnit, write } from '../engine/write.ts';
import { type CancellationReason, transactionCanceled } from '../transactions/cancellation.ts';
import { totalCapacity } from '../transactions/capacity.ts';
import { currentItem, type ItemAction, isConditionFailure } from './conditional-write.ts';
import { keyOf, leadingKeys } from './leading-keys.ts';
import { onConditionFailure, tableArn, transactRequest } from './operation.ts';

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

/** Not made by `operation`: IAM knows no TransactWriteItems, every element is authorized as what it does. */
export const transactWriteItems: AnyOperation<DynamoDbState> = {
  name,
  input,
  async invoke(raw, { cloud, state, request }, service) {
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
      if (await alreadyDone(state, unit, parsed, cloud.now())) return {};
      refuseRepeatedItems(state, elements);
      return totalCapacity(await runAll(state, unit, elements));
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

/** Every element is tried, so that the answer has a reason for each; one failure cancels them all. */
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
  if (error instanceof AwsError && error.code === 'ValidationException')
    return { Code: 'ValidationError', Message: error.message };
  throw error;
}

function refuseRepeatedItems(state: DynamoDbState, elements: readonly Element[]): void {
  const keys = elements.map(({ data }) => {
    const { TableName, KeySchema } = state.tables.get(String(data.TableName)).description;
    const item = (data.Key ?? data.Item) as Item;
    return JSON.stringify([TableName, KeySchema.map(({ AttributeName }) => item[AttributeName])]);
  });
  if (new Set(keys).size < keys.length)
    throw new ValidationError('Transaction request cannot include multiple operations on one item');
}

const tokenLifetimeMs = 10 * 60 * 1000;

/** Whether this ClientRequestToken has been served within ten minutes; notes it if not. */
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
