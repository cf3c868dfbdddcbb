import { z } from 'zod';
import { AwsError, ValidationError } from '../../../protocol/aws-error.ts';
import type { Change } from '../../../storage/collection.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { changeTable } from '../tables/change-table.ts';
import { dropIndex, fillIndex } from '../tables/index-entries.ts';
import { applySettings, newGlobalIndex } from '../tables/settings.ts';
import { applyStream } from '../tables/stream-setting.ts';
import type { Table, TableDescription } from '../tables/table.ts';
import {
  globalSecondaryIndex,
  onDemandThroughput,
  tableSettings,
  throughput,
  warmThroughput,
} from '../tables/table-input.ts';
import { ofTable, operation, tableName } from './operation.ts';

const indexUpdate = z.object({
  Create: globalSecondaryIndex.optional(),
  Update: z
    .object({
      IndexName: z.string(),
      ProvisionedThroughput: throughput.optional(),
      OnDemandThroughput: onDemandThroughput.optional(),
      WarmThroughput: warmThroughput.optional(),
    })
    .optional(),
  Delete: z.object({ IndexName: z.string() }).optional(),
});

/** Done when it answers: an index is filled, though the answer says UPDATING. */
export const updateTable = operation({
  name: 'UpdateTable',
  input: tableSettings.extend({
    TableName: tableName,
    AttributeDefinitions: z
      .array(z.object({ AttributeName: z.string(), AttributeType: z.string() }))
      .optional(),
    GlobalSecondaryIndexUpdates: z.array(indexUpdate).optional(),
  }),
  resource: ofTable,
  async run(request, { cloud, state }) {
    const table = await changeTable(state, request.TableName, async (table) => {
      const defined = {
        ...table.description,
        ...(request.AttributeDefinitions ? { AttributeDefinitions: request.AttributeDefinitions } : {}),
      };
      const settled = applySettings(defined, request, cloud);
      const streamed = applyStream(settled, request.StreamSpecification, state.streams);
      let changed: Table = { ...table, description: streamed.description };
      const also = [...streamed.also];
      for (const update of request.GlobalSecondaryIndexUpdates ?? []) {
        const { description, changes } = await updateIndex(state, changed, update);
        changed = { ...changed, description };
        also.push(...changes);
      }
      return { table: changed, also };
    });
    return { TableDescription: { ...table.description, TableStatus: 'UPDATING' } };
  },
});

async function updateIndex(
  state: DynamoDbState,
  table: Table,
  { Create, Update, Delete }: z.infer<typeof indexUpdate>,
): Promise<{ description: TableDescription; changes: Change<unknown>[] }> {
  const indexes = table.description.GlobalSecondaryIndexes ?? [];
  const withIndexes = (changed: typeof indexes): TableDescription => {
    const { GlobalSecondaryIndexes: _before, ...rest } = table.description;
    return changed.length > 0 ? { ...rest, GlobalSecondaryIndexes: changed } : rest;
  };
  const existing = (name: string) => {
    const index = indexes.find(({ IndexName }) => IndexName === name);
    if (!index) throw new AwsError('ResourceNotFoundException', 'Requested resource not found', 400);
    return index;
  };

  if (Create) {
    if (indexes.some(({ IndexName }) => IndexName === Create.IndexName))
      throw new ValidationError(
        `One or more parameter values were invalid: Duplicate index name: ${Create.IndexName}`,
      );
    const undefinedKey = Create.KeySchema.find(
      (key) =>
        !table.description.AttributeDefinitions.some(
          ({ AttributeName }) => AttributeName === key.AttributeName,
        ),
    );
    if (undefinedKey)
      throw new ValidationError(
        `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${undefinedKey.AttributeName}]`,
      );
    const index = newGlobalIndex(table.description.TableArn, Create);
    const description = withIndexes([...indexes, index]);
    return { description, changes: await fillIndex(state.database, { ...table, description }, index) };
  }
  if (Delete) {
    const { IndexName } = existing(Delete.IndexName);
    return {
      description: withIndexes(indexes.filter((index) => index.IndexName !== IndexName)),
      changes: await dropIndex(state.database, table, IndexName),
    };
  }
  if (Update) {
    const index = existing(Update.IndexName);
    const updated = newGlobalIndex(table.description.TableArn, {
      IndexName: index.IndexName,
      KeySchema: [...index.KeySchema],
      Projection: index.Projection as z.infer<typeof globalSecondaryIndex>['Projection'],
      ProvisionedThroughput: Update.ProvisionedThroughput ?? positive(index.ProvisionedThroughput),
      OnDemandThroughput: Update.OnDemandThroughput ?? index.OnDemandThroughput,
      WarmThroughput: Update.WarmThroughput,
    });
    return {
      description: withIndexes(indexes.map((other) => (other === index ? updated : other))),
      changes: [],
    };
  }
  throw new ValidationError(
    'One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
  );
}

/** An index on demand has no units of its own. */
function positive(units: { ReadCapacityUnits: number; WriteCapacityUnits: number }) {
  return units.ReadCapacityUnits > 0 ? units : undefined;
}
