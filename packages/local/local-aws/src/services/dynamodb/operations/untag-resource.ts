import { z } from 'zod';
import { changeTable } from '../tables/change-table.ts';
import { operation, tableNameOf } from './operation.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.strictObject({ ResourceArn: z.string(), TagKeys: z.array(z.string()) }),
  resource: ({ ResourceArn }) => ResourceArn,
  async run({ ResourceArn, TagKeys }, { state }) {
    await changeTable(state, tableNameOf(ResourceArn), (table) => ({
      table: {
        ...table,
        tags: Object.fromEntries(Object.entries(table.tags).filter(([key]) => !TagKeys.includes(key))),
      },
    }));
    return {};
  },
});
