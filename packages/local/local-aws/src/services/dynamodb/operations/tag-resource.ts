import { z } from 'zod';
import { changeTable } from '../tables/change-table.ts';
import { operation } from './operation.ts';
import { taggedTable } from './reach.ts';

export const tagList = z.array(z.strictObject({ Key: z.string(), Value: z.string() }));

export const tagResource = operation({
  name: 'TagResource',
  input: z.strictObject({ ResourceArn: z.string(), Tags: tagList }),
  resource: ({ ResourceArn }) => ResourceArn,
  async run({ ResourceArn, Tags }, { state }) {
    const { description } = taggedTable(state.tables, ResourceArn);
    await changeTable(state, description.TableName, (table) => ({
      table: {
        ...table,
        tags: { ...table.tags, ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) },
      },
    }));
    return {};
  },
});
