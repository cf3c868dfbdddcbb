import { z } from 'zod';
import { changeTable } from '../tables/change-table.ts';
import { operation } from './operation.ts';
import { taggedTable } from './reach.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.strictObject({ ResourceArn: z.string(), TagKeys: z.array(z.string()) }),
  resource: ({ ResourceArn }) => ResourceArn,
  async run({ ResourceArn, TagKeys }, { state }) {
    const { description } = taggedTable(state.tables, ResourceArn);
    await changeTable(state, description.TableName, (table) => ({
      table: {
        ...table,
        tags: Object.fromEntries(Object.entries(table.tags).filter(([key]) => !TagKeys.includes(key))),
      },
    }));
    return {};
  },
});
