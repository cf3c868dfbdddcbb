import { createHash } from 'node:crypto';
import type { Fingerprint, Original, Placeholder } from '@darkroom/catalog';
import { checkCost, inspect, plan, type RenderedVariant, render } from '@darkroom/imaging';
import type { PipelineConfig } from '@darkroom/pipeline-config';

export interface Developed {
  readonly original: Original;
  readonly placeholder: Placeholder;
  readonly fingerprint: Fingerprint;
  readonly variants: readonly RenderedVariant[];
}

/** Turns the bytes of an original into those of its variants. Throws `ImageError` if a retry cannot help. */
export type Develop = (bytes: Uint8Array) => Promise<Developed>;

/** `memoryMb` and `timeoutSeconds` are those of the function that this runs in. */
export function developWith(
  { presets, limits, copyright }: Pick<PipelineConfig, 'presets' | 'limits' | 'copyright'>,
  capacity: { readonly memoryMb: number; readonly timeoutSeconds: number },
): Develop {
  return async (bytes) => {
    const metadata = await inspect(bytes, limits);
    const plans = plan(metadata, presets);
    checkCost(metadata, plans, { ...limits, ...capacity });
    const { coding: _, ...original } = metadata;
    const { perceptualHash, ...rendered } = await render(bytes, metadata, plans, { copyright });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { original, ...rendered, fingerprint: { sha256, ...(perceptualHash && { perceptualHash }) } };
  };
}
