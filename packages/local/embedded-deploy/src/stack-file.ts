import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DeployError } from './errors.ts';

const blocksSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));

/** What cdktf writes. `terraform` holds the backend and the provider's version, which matter only to Terraform. */
const stackFileSchema = z.strictObject({
  '//': z.unknown().optional(),
  terraform: z.unknown().optional(),
  provider: z
    .strictObject({
      aws: z.tuple([
        z.looseObject({
          default_tags: z.tuple([z.strictObject({ tags: z.record(z.string(), z.string()) })]).optional(),
        }),
      ]),
    })
    .optional(),
  data: blocksSchema.default({}),
  resource: blocksSchema.default({}),
  output: z
    .record(
      z.string(),
      z.strictObject({
        value: z.unknown(),
        description: z.string().optional(),
        sensitive: z.boolean().optional(),
      }),
    )
    .default({}),
});

const metaArgumentsSchema = z.object({
  '//': z.unknown().optional(),
  depends_on: z.array(z.string()).default([]),
  // These say only how to replace and destroy, which the embedded deployment never does.
  lifecycle: z
    .strictObject({
      create_before_destroy: z.boolean().optional(),
      prevent_destroy: z.boolean().optional(),
      ignore_changes: z.array(z.string()).optional(),
    })
    .optional(),
});

/** One `resource` or `data` block. */
export interface Block {
  /** As in a reference: `aws_s3_bucket.originals`, `data.aws_region.current`. */
  readonly address: string;
  readonly kind: 'resource' | 'data';
  readonly type: string;
  /** Its place in the file. */
  readonly path: string;
  /** Without meta-arguments; references are not yet resolved. */
  readonly attributes: Record<string, unknown>;
  readonly dependsOn: readonly string[];
}

export interface StackFile {
  readonly blocks: readonly Block[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** Throws `DeployError` with code `InvalidStackFile`. */
export async function readStackFile(file: string): Promise<StackFile> {
  const parsed = stackFileSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new DeployError('InvalidStackFile', `${file}: ${z.prettifyError(parsed.error)}`);
  const { data, resource, output, provider } = parsed.data;
  return {
    blocks: [...blocksOf('data', data), ...blocksOf('resource', resource)],
    outputs: Object.fromEntries(Object.entries(output).map(([name, { value }]) => [name, value])),
    defaultTags: provider?.aws[0].default_tags?.[0].tags ?? {},
  };
}

function blocksOf(kind: Block['kind'], types: z.output<typeof blocksSchema>): Block[] {
  return Object.entries(types).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]) => {
      const path = `${kind}.${type}.${name}`;
      const metaArguments = metaArgumentsSchema.safeParse(block);
      if (!metaArguments.success) {
        throw new DeployError('InvalidStackFile', `${path}: ${z.prettifyError(metaArguments.error)}`);
      }
      const { '//': _metadata, depends_on: _dependsOn, lifecycle: _lifecycle, ...attributes } = block;
      const address = kind === 'data' ? path : `${type}.${name}`;
      return { address, kind, type, path, attributes, dependsOn: metaArguments.data.depends_on };
    }),
  );
}
