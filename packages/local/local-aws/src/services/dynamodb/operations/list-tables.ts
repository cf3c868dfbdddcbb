import { z } from 'zod';
import { operation } from './operation.ts';

export const listTables = operation({
  name: 'ListTables',
  input: z.strictObject({ ExclusiveStartTableName: z.string().nullish(), Limit: z.number().nullish() }),
  run(input, { state }) {
    const start = input.ExclusiveStartTableName ?? '';
    const limit = input.Limit ?? 100;
    const names = state.tables.names().filter((name) => name > start);
    const page = names.slice(0, limit);
    return { TableNames: page, ...(names.length > limit ? { LastEvaluatedTableName: page.at(-1) } : {}) };
  },
});
