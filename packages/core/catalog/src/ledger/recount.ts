import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { outcomeOf } from '../outcome.ts';
import { tableSchema } from '../schema.ts';
import { totals } from './amounts.ts';
import { retryConflicts } from './conflicts.ts';
import type { Ledger } from './ledger.ts';
import type { Settlement } from './moves.ts';
import { carriedName, keys, type Owner, parseTotals, scanTable } from './rows.ts';

interface Recount {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly ledger: Ledger;
}

/**
 * Counts these owners' images again while images change and totals are read. Each image moves on its own from the totals
 * that its owner carries over to the totals that count; what remains carried over at the end was wrong. Returns the
 * owners whose totals are now right. A recount that dies on the way has changed no sum; a later one takes over from it.
 */
export async function recount(options: Recount, owners: readonly Owner[]): Promise<Owner[]> {
  const begun = new Map<Owner, Beginning>();
  for (const owner of owners) begun.set(owner, await begin(options, owner));
  await options.ledger.settle(await settlementsOf(options, begun));
  const ended: Owner[] = [];
  for (const [owner, { generation }] of begun) if (await end(options, owner, generation)) ended.push(owner);
  return ended;
}

interface Beginning {
  readonly generation: string;
  /** Its totals are older than the ledger: for an image without an entry, nobody knows what was announced. */
  readonly hadNoLedger: boolean;
}

/** From now on all of an owner's images are carried over, until each is settled. */
async function begin({ client, tableName }: Recount, owner: Owner): Promise<Beginning> {
  const generation = randomUUID();
  const sets = totals.map(
    (total) =>
      `#${carriedName(total)} = if_not_exists(#${carriedName(total)}, :zero) + if_not_exists(#${total}, :zero), #${total} = :zero`,
  );
  const { Attributes: before } = await retryConflicts(() =>
    client.send(
      new UpdateCommand({
        ...rowOf(tableName, owner),
        UpdateExpression: `SET generation = :generation, ${sets.join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(
          totals.flatMap((total) => [total, carriedName(total)]).map((name) => [`#${name}`, name]),
        ),
        ExpressionAttributeValues: { ':generation': generation, ':zero': 0 },
        ReturnValues: 'ALL_OLD',
      }),
    ),
  );
  return { generation, hadNoLedger: before !== undefined && parseTotals(before).generation === undefined };
}

/** What these owners' totals count, and what they should count. */
async function settlementsOf(
  { client, tableName }: Recount,
  begun: ReadonlyMap<Owner, Beginning>,
): Promise<Settlement[]> {
  const outcomes = new Map<string, string | undefined>();
  const entries = new Set<string>();
  for await (const row of scanTable(client, tableName)) {
    if (row.kind === 'entry' && begun.has(row.entry.owner)) entries.add(row.id);
    if (row.kind !== 'image' || !begun.has(row.state.owner)) continue;
    outcomes.set(row.id, begun.get(row.state.owner)?.hadNoLedger ? outcomeOf(row.state) : undefined);
  }
  return [...new Set([...entries, ...outcomes.keys()])].map((id) => {
    const outcome = entries.has(id) ? undefined : outcomes.get(id);
    return { id, announced: outcome === undefined ? [] : [outcome] };
  });
}

/** Drops the totals that no image accounts for. False if another recount has begun since. */
async function end({ client, tableName }: Recount, owner: Owner, generation: string): Promise<boolean> {
  try {
    await retryConflicts(() =>
      client.send(
        new UpdateCommand({
          ...rowOf(tableName, owner),
          UpdateExpression: `REMOVE ${totals.map((total) => `#${total}`).join(', ')}`,
          ConditionExpression: 'generation = :generation',
          ExpressionAttributeNames: Object.fromEntries(
            totals.map((total) => [`#${total}`, carriedName(total)]),
          ),
          ExpressionAttributeValues: { ':generation': generation },
        }),
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function rowOf(tableName: string, owner: Owner) {
  return { TableName: tableName, Key: { [tableSchema.partitionKey]: keys.totals(owner) } };
}
