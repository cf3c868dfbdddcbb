import { z } from 'zod';
import { contentOf } from '../aws.ts';
import { route } from '../route.ts';

const functions = z.object({
  Functions: z.array(
    z.object({
      FunctionName: z.string(),
      Runtime: z.string().optional(),
      MemorySize: z.number(),
      Timeout: z.number(),
      Role: z.string(),
      CodeSize: z.number(),
      LastModified: z.string(),
      Environment: z.object({ Variables: z.record(z.string(), z.string()).optional() }).optional(),
    }),
  ),
});

/** All functions, with their execution environments. */
export const listFunctions = route({
  method: 'GET',
  path: '/functions',
  input: z.strictObject({}),
  async run(_, { aws, cloud }) {
    const response = await aws.rest('lambda', { method: 'GET', path: '/2015-03-31/functions' });
    const { Functions } = functions.parse(JSON.parse((await contentOf(response)).toString('utf8')));
    const environments = cloud.ports.lambda.environments();
    return {
      functions: Functions.map((found) => ({
        name: found.FunctionName,
        runtime: found.Runtime,
        memorySize: found.MemorySize,
        timeoutSeconds: found.Timeout,
        role: found.Role,
        codeBytes: found.CodeSize,
        modifiedAt: found.LastModified,
        variables: found.Environment?.Variables ?? {},
        environments: environments.filter(({ functionName }) => functionName === found.FunctionName),
      })),
    };
  },
});
