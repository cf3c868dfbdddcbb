import type { Original, Placeholder } from '@darkroom/catalog';
import { inspect, plan, type RenderedVariant, render } from '@darkroom/imaging';
import type { PipelineConfig } from '@darkroom/pipeline-config';

export interface Developed {
  readonly original: Original;
  readonly placeholder: Placeholder;
  readonly variants: readonly RenderedVariant[];
}

/** Turns the bytes of an original into those of its variants. Throws `ImageError` if a retry cannot help. */
export type Develop = (bytes: Uint8Array) => Promise<Developed>;

export function developWith({
  presets,
  limits,
  copyright,
}: Pick<PipelineConfig, 'presets' | 'limits' | 'copyright'>): Develop {
  return async (bytes) => {
    const original = await inspect(bytes, limits);
    return { original, ...(await render(bytes, original, plan(original, presets), { copyright })) };
  };
}
