import { InvokeCommand } from '@aws-sdk/client-lambda';
import { CatalogError, type ImageRecord, imageId } from '@darkroom/catalog';
import { formatsOf } from '@darkroom/imaging/formats-of';
import type { Preset } from '@darkroom/pipeline-config';
import { listObjects } from './originals.ts';
import { createPace } from './pace.ts';
import type { DeployedStack } from './stack.ts';

export interface ReprocessOptions {
  readonly prefix?: string | undefined;
  /** Only images that lack a variant of this preset, in any of its formats. */
  readonly preset?: { readonly name: string; readonly is: Preset } | undefined;
  /** Only originals written at or after this. */
  readonly since?: Date | undefined;
  /** Skips keys up to this one, where an interrupted run stopped. */
  readonly startAfter?: string | undefined;
  /** Maximum number of images sent to Lambda per second. */
  readonly rate: number;
}

export interface ReprocessStep {
  readonly key: string;
  readonly outcome: 'requested' | 'skipped';
}

/**
 * Makes the variants of existing images again, in key order. Each step can be saved and, after an interruption, passed
 * back as `startAfter`. Ends early, between two steps, when `interrupted` is aborted.
 */
export async function* reprocess(
  stack: DeployedStack,
  options: ReprocessOptions,
  interrupted: AbortSignal,
): AsyncGenerator<ReprocessStep> {
  const { since = new Date(0), preset, rate } = options;
  const pace = createPace(rate, interrupted);
  for await (const { key, lastModified } of listObjects(stack, stack.originalsBucket, options)) {
    const image = lastModified >= since ? await stack.catalog.get(imageId(key)) : undefined;
    const wanted = image !== undefined && lacks(image, preset);
    if (wanted) await pace();
    if (interrupted.aborted) return;
    yield { key, outcome: wanted && (await requestOne(stack, image.id)) ? 'requested' : 'skipped' };
  }
}

/** False if there is nothing to do: the image is gone, was never uploaded, or was reprocessed too often. */
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
    if (error instanceof CatalogError) return false;
    throw error;
  }
}

/** What was left out for a reason, such as an AVIF that is too large, is not made the next time either. */
function lacks(
  { original, variants, leftOut = [] }: ImageRecord,
  preset: ReprocessOptions['preset'],
): boolean {
  if (preset === undefined || original === undefined) return true;
  const decided = [...variants, ...leftOut];
  return formatsOf(preset.is, original).some(
    (format) => !decided.some((of) => of.preset === preset.name && of.format === format),
  );
}
