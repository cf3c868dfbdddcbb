import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseJson } from '../parse-json.ts';

const stacks = new URL('../../../../../infra/cdktf.out/stacks/', import.meta.url);

const stateSchema = z.object({
  values: z.object({
    root_module: z.object({
      resources: z.array(
        z.object({
          mode: z.enum(['managed', 'data']),
          type: z.string(),
          values: z.object({ id: z.string() }),
        }),
      ),
    }),
  }),
});

/** Types and ids of what Terraform's state still holds of a stack that cdktf was run on; none if it cannot be read. */
export function leftovers(
  stack: string,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const { stdout } = spawnSync('terraform', ['show', '-json'], {
    cwd: fileURLToPath(new URL(stack, stacks)),
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  });
  const state = stateSchema.safeParse(parseJson(stdout ?? '')).data;
  const managed = state?.values.root_module.resources.filter(({ mode }) => mode === 'managed') ?? [];
  return managed.map(({ type, values }) => `${type} ${values.id}`);
}
