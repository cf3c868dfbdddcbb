import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { operation } from './operation.ts';
import { taggedTable } from './reach.ts';

/** All tags in one page: a table has at most 50. */
export const listTagsOfResource = operation({
  name: 'ListTagsOfResource',
  input: z.strictObject({ ResourceArn: z.string(), NextToken: notServed }),
  resource: ({ ResourceArn }) => ResourceArn,
  run: ({ ResourceArn }, { state }) => ({
    Tags: Object.entries(taggedTable(state.tables, ResourceArn).tags).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  }),
});
