import { z } from 'zod';
import { AwsError, ValidationError } from '../../../protocol/aws-error.ts';
import type { Change } from '../../../storage/collection.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { checkDefinitions } from './definitions.ts';
import { dropIndex, fillIndex } from './index-entries.ts';
import { newGlobalIndex } from './settings.ts';
import type { GlobalSecondaryIndex, Table, TableDescription } from './table.ts';
import {
  type GlobalSecondaryIndexInput,
  globalSecondaryIndex,
  onDemandThroughput,
  throughput,
  warmThroughput,
} from './table-input.ts';

export const indexUpdate = z.strictObject({
  Create: globalSecondaryIndex.optional(),
  Update: z
    .strictObject({
      IndexName: z.string(),
      ProvisionedThroughput: throughput.optional(),
      OnDemandThroughput: onDemandThroughput.optional(),
      WarmThroughput: warmThroughput.optional(),
    })
    .optional(),
  Delete: z.strictObject({ IndexName: z.string() }).optional(),
});

export type IndexUpdate = z.infer<typeof indexUpdate>;

interface UpdatedIndexes {
  readonly description: TableDescription;
  readonly changes: readonly Change<unknown>[];
}

/** Creates, changes or deletes one index. Throws ValidationException and ResourceNotFoundException. */
export async function updateIndex(
  state: DynamoDbState,
  table: Table,
  { Create, Update, Delete }: IndexUpdate,
): Promise<UpdatedIndexes> {
  if (Create) return createIndex(state, table, Create);
  if (Delete) {
    const { IndexName } = findIndex(table, Delete.IndexName);
    return {
      description: withIndexes(
        table,
        indexesOf(table).filter((index) => index.IndexName !== IndexName),
      ),
      changes: await dropIndex(state.database, table, IndexName),
    };
  }
  if (Update) {
    const index = findIndex(table, Update.IndexName);
    const updated = newGlobalIndex(table.description.TableArn, {
      IndexName: index.IndexName,
      KeySchema: [...index.KeySchema],
      Projection: index.Projection as GlobalSecondaryIndexInput['Projection'],
      ProvisionedThroughput: Update.ProvisionedThroughput ?? positive(index.ProvisionedThroughput),
      OnDemandThroughput: Update.OnDemandThroughput ?? index.OnDemandThroughput,
      WarmThroughput: Update.WarmThroughput,
    });
    const indexes = indexesOf(table).map((other) => (other === index ? updated : other));
    return { description: withIndexes(table, indexes), changes: [] };
  }
  throw new ValidationError(
    'One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
  );
}

async function createIndex(
  state: DynamoDbState,
  table: Table,
  input: GlobalSecondaryIndexInput,
): Promise<UpdatedIndexes> {
  if (indexesOf(table).some(({ IndexName }) => IndexName === input.IndexName))
    throw new ValidationError(
      `One or more parameter values were invalid: Duplicate index name: ${input.IndexName}`,
    );
  const index = newGlobalIndex(table.description.TableArn, input);
  const description = checkDefinitions(withIndexes(table, [...indexesOf(table), index]));
  return { description, changes: await fillIndex(state.database, { ...table, description }, index) };
}

function indexesOf({ description }: Table): readonly GlobalSecondaryIndex[] {
  return description.GlobalSecondaryIndexes ?? [];
}

function findIndex(table: Table, name: string): GlobalSecondaryIndex {
  const index = indexesOf(table).find(({ IndexName }) => IndexName === name);
  if (!index) throw new AwsError('ResourceNotFoundException', 'Requested resource not found', 400);
  return index;
}

function withIndexes({ description }: Table, indexes: readonly GlobalSecondaryIndex[]): TableDescription {
  const { GlobalSecondaryIndexes: _before, ...rest } = description;
  return indexes.length > 0 ? { ...rest, GlobalSecondaryIndexes: indexes } : rest;
}

/** An on-demand index has no capacity units of its own. */
function positive(units: { ReadCapacityUnits: number; WriteCapacityUnits: number }) {
  return units.ReadCapacityUnits > 0 ? units : undefined;
}
