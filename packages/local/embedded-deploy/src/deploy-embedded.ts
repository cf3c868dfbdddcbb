import { dirname, resolve as resolvePath } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { z } from 'zod';
import { createClients } from './clients.ts';
import { DeployError } from './errors.ts';
import { dependenciesOf, inDependencyOrder } from './graph.ts';
import { resolve } from './references.ts';
import type { Attributes, Context, ResourceType } from './resource-type.ts';
import { dataSourceTypes, resourceTypes } from './resources/index.ts';
import { type Block, readStackFile } from './stack-file.ts';

export interface DeployOptions {
  /** A `cdk.tf.json` as cdktf synthesizes it. */
  readonly stackFile: string;
  readonly endpoint: string;
  readonly region: string;
  readonly onProgress?: (progress: Progress) => void;
  /** What is there already: a block that would be applied with the same values again is left as it is. */
  readonly previous?: Deployment;
  /** Stops before the next block; the deployment throws the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Progress {
  /** The block that has just been applied, e.g. `aws_s3_bucket.originals`. */
  readonly address: string;
  readonly done: number;
  readonly total: number;
}

/** A block's values when it was applied, and what it is known by since. */
export interface AppliedBlock {
  readonly values: unknown;
  readonly attributes: Attributes;
}

export interface Deployment {
  /** By address. */
  readonly applied: ReadonlyMap<string, AppliedBlock>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly timings: {
    readonly totalMs: number;
    /** By address; the time spent waiting for dependencies is left out. */
    readonly blocks: Readonly<Record<string, number>>;
  };
}

/**
 * Applies synthesized Terraform JSON with the AWS calls that Terraform makes, each block as soon as the blocks it refers to
 * exist. Repeatable: existing resources are updated. Throws `DeployError`; anything unknown in the file is found before the
 * first call.
 */
export async function deployEmbedded(options: DeployOptions): Promise<Deployment> {
  const started = performance.now();
  const { blocks, outputs, defaultTags } = await readStackFile(options.stackFile);
  for (const block of blocks) checkAttributes(block);
  const graph = dependenciesOf(blocks);

  const applied = new Map<string, AppliedBlock>();
  const lookupFrom = (path: string) => (address: string, attribute: string) => {
    const value = applied.get(address)?.attributes[attribute];
    if (value !== undefined) return value;
    throw new DeployError(
      'UnknownReference',
      `${path} refers to ${address}.${attribute}, which the embedded deployment does not know.`,
    );
  };

  const clients = createClients(options.endpoint, options.region);
  const timings: Record<string, number> = {};
  try {
    const { Account: accountId = '' } = await clients.sts.send(new GetCallerIdentityCommand({}));
    const context: Context = {
      clients,
      region: options.region,
      accountId,
      stackDir: resolvePath(dirname(options.stackFile)),
      tags: (own) => ({ ...defaultTags, ...own }),
    };
    await inDependencyOrder(graph, async (block) => {
      options.signal?.throwIfAborted();
      const begun = performance.now();
      const values = resolve(block.attributes, block.path, lookupFrom(block.path));
      const before = options.previous?.applied.get(block.address);
      applied.set(
        block.address,
        before !== undefined && isDeepStrictEqual(before.values, values)
          ? before
          : { values, attributes: await apply(block, values, context) },
      );
      timings[block.address] = Math.round(performance.now() - begun);
      options.onProgress?.({ address: block.address, done: applied.size, total: blocks.length });
    });
  } finally {
    clients.destroy();
  }
  return {
    applied,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [
        name,
        resolve(value, `output.${name}`, lookupFrom(`output.${name}`)),
      ]),
    ),
    timings: { totalMs: Math.round(performance.now() - started), blocks: timings },
  };
}

function typeOf(block: Block): ResourceType {
  const types: Readonly<Record<string, ResourceType>> =
    block.kind === 'data' ? dataSourceTypes : resourceTypes;
  const found = types[block.type];
  if (found) return found;
  throw new DeployError(
    'UnknownResourceType',
    `${block.path}: the embedded deployment does not know ${block.type}.`,
  );
}

function checkAttributes(block: Block): void {
  const { error } = typeOf(block).schema.safeParse(block.attributes);
  if (error)
    throw new DeployError('InvalidAttribute', error.issues.map((issue) => describe(block, issue)).join('\n'));
}

function describe(block: Block, issue: z.core.$ZodIssue): string {
  const at = [block.path, ...issue.path.map(String)].join('.');
  if (issue.code !== 'unrecognized_keys') return `${at}: ${issue.message}`;
  return issue.keys
    .map((key) => `${at}.${key}: the embedded deployment does not know this attribute.`)
    .join('\n');
}

async function apply(block: Block, attributes: unknown, context: Context): Promise<Attributes> {
  try {
    return await typeOf(block).apply(attributes, context);
  } catch (error) {
    if (error instanceof DeployError) throw error;
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new DeployError('ApplyFailed', `${block.path} could not be applied: ${cause}`, { cause: error });
  }
}
