import { z } from 'zod';
import { route } from '../route.ts';

const item = z.record(z.string(), z.unknown());
const scanned = z.object({ Items: z.array(item), LastEvaluatedKey: item.optional() });

/** A table's items, in DynamoDB's JSON. */
export const listItems = route({
  method: 'GET',
  path: '/tables/{table}/items',
  input: z.strictObject({
    table: z.string(),
    /** `next` of the page before. */
    next: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  async run({ table, next, limit }, { aws }) {
    const start = next === undefined ? {} : { ExclusiveStartKey: item.parse(JSON.parse(next)) };
    const request = { TableName: table, Limit: limit, ...start };
    const { Items, LastEvaluatedKey } = scanned.parse(await aws.json('dynamodb', 'Scan', request));
    return { items: Items, next: LastEvaluatedKey && JSON.stringify(LastEvaluatedKey) };
  },
});
