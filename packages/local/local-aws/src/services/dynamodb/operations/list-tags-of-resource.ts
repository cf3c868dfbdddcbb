import { z } from 'zod';
import { operation, tableNameOf } from './operation.ts';

/** All tags in one page: a table has at most 50. */
export const listTagsOfResource = operation({
  name: 'ListTagsOfResource',
  input: z.object({ ResourceArn: z.string() }),
  resource: ({ ResourceArn }) => ResourceArn,
  run: ({ ResourceArn }, { state }) => ({
    Tags: Object.entries(state.tables.get(tableNameOf(ResourceArn)).tags).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  }),
});
