import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type ImageRecord, imageId, NotUploadedError } from '@darkroom/catalog';
import { listObjects } from './originals.ts';
import type { DeployedStack } from './stack.ts';

export interface ReprocessOptions {
  readonly prefix?: string | undefined;
  /** Only images that lack a variant of this preset. */
  readonly preset?: string | undefined;
  /** Only originals written at or after this. */
  readonly since?: Date | undefined;
  /** Skips keys up to this one: where an interrupted run left off. */
  readonly startAfter?: string | undefined;
  /** Upper bound of images handed to Lambda per second. */
  readonly ratePerSecond: number;
}

export interface ReprocessStep {
  readonly key: string;
  readonly outcome: 'requested' | 'skipped';
}

/**
 * Makes the variants of existing images anew, in key order. Each step can be written down and, after an
 * interruption, given back as `startAfter`.
 */
export async function* reprocess(
  stack: DeployedStack,
  options: ReprocessOptions,
  wait: (milliseconds: number) => Promise<void>,
): AsyncGenerator<ReprocessStep> {
  const { originalsBucket, catalog } = stack;
  for await (const { key, lastModified } of listObjects(stack, originalsBucket, options)) {
    const image = await catalog.get(imageId(key));
    const wanted =
      image !== undefined && lastModified >= (options.since ?? new Date(0)) && lacks(image, options.preset);
    if (!wanted) {
      yield { key, outcome: 'skipped' };
      continue;
    }
    yield { key, outcome: (await requestOne(stack, image.id)) ? 'requested' : 'skipped' };
    await wait(1000 / options.ratePerSecond);
  }
}

/** False when the image has no original that was ever processed. */
export async function requestOne(
  { catalog, lambda, processUploadFunction }: DeployedStack,
  id: string,
): Promise<boolean> {
  try {
    const request = await catalog.requestReprocess(id);
    await lambda.send(
      new InvokeCommand({
        FunctionName: processUploadFunction,
        InvocationType: 'Event',
        Payload: Buffer.from(JSON.stringify({ reprocess: request })),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof NotUploadedError) return false;
    throw error;
  }
}

function lacks(image: ImageRecord, preset: string | undefined): boolean {
  return preset === undefined || !image.variants.some((variant) => variant.preset === preset);
}
