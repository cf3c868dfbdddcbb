import { z } from 'zod';
import { validate } from '../engine/dynalite-call.ts';
import { operation } from './operation.ts';

export const listTables = operation({
  name: 'ListTables',
  input: z.looseObject({ ExclusiveStartTableName: z.string().optional(), Limit: z.number().optional() }),
  run(input, { state }) {
    validate('ListTables', input);
    const { ExclusiveStartTableName: start = '', Limit = 100 } = input;
    const names = state.tables.names().filter((name) => name > start);
    const page = names.slice(0, Limit);
    return { TableNames: page, ...(names.length > Limit ? { LastEvaluatedTableName: page.at(-1) } : {}) };
  },
});
