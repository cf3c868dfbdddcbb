import { z } from 'zod';
import { changeTable } from '../tables/change-table.ts';
import { operation, tableNameOf } from './operation.ts';

export const tagList = z.array(z.strictObject({ Key: z.string(), Value: z.string() }));

export const tagResource = operation({
  name: 'TagResource',
  input: z.strictObject({ ResourceArn: z.string(), Tags: tagList }),
  resource: ({ ResourceArn }) => ResourceArn,
  async run({ ResourceArn, Tags }, { state }) {
    await changeTable(state, tableNameOf(ResourceArn), (table) => ({
      table: {
        ...table,
        tags: { ...table.tags, ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) },
      },
    }));
    return {};
  },
});
