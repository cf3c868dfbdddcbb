import { randomUUID } from 'node:crypto';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { tableSchema } from '../schema.ts';
import { type Amounts, add, isSame, nothing, subtract, totals } from './amounts.ts';
import type { Move } from './moves.ts';
import { carriedName, type Entry, keys, type Owner, type TotalsRow } from './rows.ts';

const transactionItems = 100; // DynamoDB's limit
/** Each move writes its entry and at most the totals of two owners, before and after. */
export const movesInTransaction = Math.floor(transactionItems / 3);

/** What a transaction changes in an owner's totals. */
interface Change {
  readonly row: TotalsRow | undefined;
  /** The generation of the totals afterwards. */
  readonly generation: string | undefined;
  counted: Amounts;
  carried: Amounts;
}

/** Writes entries and totals together, on condition that none has changed since it was read. */
export function transactionOf(
  tableName: string,
  moves: readonly Move[],
  now: Date,
): TransactWriteCommandInput {
  const changes = new Map<string, Change>();
  const changeOf = (owner: Owner, row: TotalsRow | undefined): Change => {
    const key = keys.totals(owner);
    const generation = row ? row.generation : randomUUID();
    const change = changes.get(key) ?? { row, generation, counted: nothing, carried: nothing };
    changes.set(key, change);
    return change;
  };
  const entries = moves.map((move) => {
    const { before, after, from, to } = move;
    if (countsNothing(move)) return entryPut(tableName, move, from?.generation);
    if (before) {
      const change = changeOf(before.owner, from);
      if (isCounted(before, from)) change.counted = subtract(change.counted, before.counted);
      else change.carried = subtract(change.carried, before.counted);
    }
    const change = changeOf(after.owner, to);
    change.counted = add(change.counted, after.counted);
    return entryPut(tableName, move, change.generation);
  });
  const updates = [...changes].map(([key, change]) => totalsUpdate(tableName, key, change, now));
  return { TransactItems: [...entries, ...updates] };
}

/** Of an image that is gone, and was before: no totals need to know. */
function countsNothing({ before, after }: Move): boolean {
  return isSame(before?.counted ?? nothing, nothing) && isSame(after.counted, nothing);
}

function isCounted({ generation }: Entry, row: TotalsRow | undefined): boolean {
  return row !== undefined && row.generation === generation;
}

function entryPut(tableName: string, { id, before, after }: Move, generation: string | undefined) {
  const { partitionKey } = tableSchema;
  const given = Object.entries({ ...after, generation }).filter(([, value]) => value !== undefined);
  const entry = { revision: randomUUID(), ...Object.fromEntries(given) };
  return {
    Put: {
      TableName: tableName,
      Item: { [partitionKey]: keys.entry(id), ...entry },
      ...(before
        ? {
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': before.revision },
          }
        : { ConditionExpression: `attribute_not_exists(${partitionKey})` }),
    },
  };
}

function totalsUpdate(
  tableName: string,
  key: string,
  { row, generation, counted, carried }: Change,
  now: Date,
) {
  const { partitionKey } = tableSchema;
  const amounts = totals
    .flatMap((total) => [
      { name: total as string, amount: counted[total] },
      { name: carriedName(total), amount: carried[total] },
    ])
    .filter(({ amount }) => amount !== 0)
    .concat({ name: 'changes', amount: 1 });
  const condition = !row
    ? `attribute_not_exists(${partitionKey})`
    : row.generation === undefined
      ? `attribute_exists(${partitionKey}) AND attribute_not_exists(generation)`
      : 'generation = :generation';
  const sets = ['changedAt = :now', ...(row ? [] : ['generation = :generation'])];
  return {
    Update: {
      TableName: tableName,
      Key: { [partitionKey]: key },
      UpdateExpression: [
        `SET ${sets.join(', ')}`,
        `ADD ${amounts.map(({ name }) => `#${name} :${name}`).join(', ')}`,
      ].join(' '),
      ConditionExpression: condition,
      ExpressionAttributeNames: Object.fromEntries(amounts.map(({ name }) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ':now': now.getTime(),
        ...(generation !== undefined && { ':generation': generation }),
        ...Object.fromEntries(amounts.map(({ name, amount }) => [`:${name}`, amount])),
      },
    },
  };
}
