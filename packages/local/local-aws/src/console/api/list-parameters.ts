import { z } from 'zod';
import { allPages } from '../all-pages.ts';
import { route } from '../route.ts';

const parameter = z.object({
  Name: z.string(),
  Type: z.string(),
  Version: z.number(),
  Description: z.string().nullish(),
  LastModifiedDate: z.number(),
});
const page = z.object({ Parameters: z.array(parameter), NextToken: z.string().nullish() });

/** All parameters, without their values. */
export const listParameters = route({
  method: 'GET',
  path: '/parameters',
  input: z.strictObject({}),
  async run(_, { aws }) {
    const pages = await allPages(async (next) =>
      page.parse(await aws.json('ssm', 'DescribeParameters', next)),
    );
    const parameters = pages.flatMap(({ Parameters }) => Parameters);
    return {
      parameters: parameters.map(({ Name, Type, Version, Description, LastModifiedDate }) => ({
        name: Name,
        type: Type,
        version: Version,
        description: Description ?? undefined,
        modifiedAt: new Date(LastModifiedDate * 1000).toISOString(),
      })),
    };
  },
});
