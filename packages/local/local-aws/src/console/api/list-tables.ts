import { z } from 'zod';
import { route } from '../route.ts';

const names = z.object({ TableNames: z.array(z.string()) });
const described = z.object({
  Table: z.object({
    TableName: z.string(),
    ItemCount: z.number().optional(),
    TableSizeBytes: z.number().optional(),
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).optional(),
    LatestStreamArn: z.string().optional(),
  }),
});

/** All tables, with their keys, indexes and streams. */
export const listTables = route({
  method: 'GET',
  path: '/tables',
  input: z.strictObject({}),
  async run(_, { aws }) {
    const { TableNames } = names.parse(await aws.json('dynamodb', 'ListTables', {}));
    const tables = TableNames.map(async (TableName) => {
      const { Table } = described.parse(await aws.json('dynamodb', 'DescribeTable', { TableName }));
      return {
        name: TableName,
        items: Table.ItemCount,
        bytes: Table.TableSizeBytes,
        keys: Table.KeySchema.map(({ AttributeName }) => AttributeName),
        indexes: (Table.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName),
        streamArn: Table.LatestStreamArn,
      };
    });
    return { tables: await Promise.all(tables) };
  },
});
