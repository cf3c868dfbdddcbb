import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { applySettings, newGlobalIndex } from '../tables/settings.ts';
import { applyStream } from '../tables/stream-setting.ts';
import type { Table, TableDescription } from '../tables/table.ts';
import {
  attributeDefinitions,
  globalSecondaryIndex,
  keySchema,
  projection,
  tableSettings,
} from '../tables/table-input.ts';
import { ofTable, operation, tableArn, tableName } from './operation.ts';
import { tagList } from './tag-resource.ts';

const input = tableSettings.extend({
  TableName: tableName,
  KeySchema: keySchema,
  AttributeDefinitions: attributeDefinitions,
  LocalSecondaryIndexes: z
    .array(z.strictObject({ IndexName: z.string(), KeySchema: keySchema, Projection: projection }))
    .optional(),
  GlobalSecondaryIndexes: z.array(globalSecondaryIndex).optional(),
  Tags: tagList.optional(),
  GlobalTableSettingsReplicationMode: notServed,
  GlobalTableSourceArn: notServed,
  ResourcePolicy: notServed,
  VectorIndexes: notServed,
});

/** The table is usable at once; only this response says CREATING, as clients expect. */
export const createTable = operation({
  name: 'CreateTable',
  input,
  resource: ofTable,
  async run(request, { cloud, state }) {
    const description = await state.serially(async () => {
      if (state.tables.find(request.TableName))
        throw new AwsError('ResourceInUseException', `Table already exists: ${request.TableName}`, 400);
      const settled = applySettings(newTable(request, cloud), request, cloud);
      const { description, also } = applyStream(settled, request.StreamSpecification, state.streams);
      const table: Table = {
        description: { ...description, TableStatus: 'ACTIVE' },
        tags: Object.fromEntries((request.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      };
      await state.database.commit([state.database.tables.put(request.TableName, table), ...also]);
      state.tables.set(table);
      return table.description;
    });
    return { TableDescription: { ...description, TableStatus: 'CREATING' } };
  },
});

function newTable(request: z.infer<typeof input>, cloud: Cloud): TableDescription {
  const TableArn = tableArn(cloud, request.TableName);
  return {
    TableName: request.TableName,
    TableArn,
    TableId: randomUUID(),
    CreationDateTime: cloud.now().getTime() / 1000,
    TableStatus: 'CREATING',
    KeySchema: request.KeySchema,
    AttributeDefinitions: request.AttributeDefinitions,
    ...(request.LocalSecondaryIndexes
      ? {
          LocalSecondaryIndexes: request.LocalSecondaryIndexes.map((index) => ({
            ...index,
            IndexArn: `${TableArn}/index/${index.IndexName}`,
            IndexSizeBytes: 0,
            ItemCount: 0,
          })),
        }
      : {}),
    ...(request.GlobalSecondaryIndexes
      ? {
          GlobalSecondaryIndexes: request.GlobalSecondaryIndexes.map((index) =>
            newGlobalIndex(TableArn, index),
          ),
        }
      : {}),
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    WarmThroughput: {},
    DeletionProtectionEnabled: false,
    ItemCount: 0,
    TableSizeBytes: 0,
  };
}
