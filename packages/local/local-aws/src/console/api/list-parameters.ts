import { z } from 'zod';
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
    const parameters: z.output<typeof parameter>[] = [];
    let NextToken: string | null | undefined;
    do {
      const request = NextToken ? { NextToken } : {};
      const found = page.parse(await aws.json('ssm', 'DescribeParameters', request));
      parameters.push(...found.Parameters);
      ({ NextToken } = found);
    } while (NextToken);
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
