import { z } from 'zod';
import type { Aws } from '../aws.ts';
import { contentOf } from '../aws.ts';
import { route } from '../route.ts';

const apis = z.object({ item: z.array(z.object({ id: z.string(), name: z.string() })) });
const stages = z.object({ item: z.array(z.object({ stageName: z.string() })) });
const resources = z.object({
  item: z.array(
    z.object({ path: z.string(), resourceMethods: z.record(z.string(), z.unknown()).optional() }),
  ),
});

/** All REST APIs, with their stages and the routes of each. */
export const listApis = route({
  method: 'GET',
  path: '/apis',
  input: z.strictObject({}),
  async run(_, { aws }) {
    const { item } = apis.parse(await read(aws, '/restapis'));
    const found = item.map(async ({ id, name }) => {
      const all = resources.parse(await read(aws, `/restapis/${id}/resources`, { limit: '500' }));
      return {
        id,
        name,
        stages: stages
          .parse(await read(aws, `/restapis/${id}/stages`))
          .item.map(({ stageName }) => stageName),
        routes: all.item.flatMap(({ path, resourceMethods = {} }) =>
          Object.keys(resourceMethods).map((method) => ({ method, path })),
        ),
      };
    });
    return { apis: await Promise.all(found) };
  },
});

async function read(aws: Aws, path: string, query: Record<string, string> = {}): Promise<unknown> {
  const response = await aws.rest('apigateway', { method: 'GET', path, query });
  return JSON.parse((await contentOf(response)).toString('utf8'));
}
