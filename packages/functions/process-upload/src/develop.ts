import { createHash } from 'node:crypto';
import type { Facts, Fingerprint, Original, Placeholder } from '@darkroom/catalog';
import {
  affordable,
  inspect,
  type LeftOut,
  plan,
  type RenderedVariant,
  readFacts,
  render,
  rightsOf,
} from '@darkroom/imaging';
import type { PipelineConfig } from '@darkroom/pipeline-config';

export interface Developed {
  readonly original: Original;
  readonly placeholder: Placeholder;
  readonly fingerprint: Fingerprint;
  readonly facts: Facts;
  readonly variants: readonly RenderedVariant[];
  readonly leftOut: readonly LeftOut[];
}

/** Turns the bytes of an original into those of its variants. Throws `ImageError` if a retry cannot help. */
export type Develop = (bytes: Uint8Array) => Promise<Developed>;

/** `memoryMb` and `timeoutSeconds` are those of the function that this runs in. */
export function developWith(
  {
    presets,
    limits,
    metadata: kept,
    copyright,
    keepLocation,
  }: Pick<PipelineConfig, 'presets' | 'limits' | 'metadata' | 'copyright' | 'keepLocation'>,
  capacity: { readonly memoryMb: number; readonly timeoutSeconds: number },
): Develop {
  const avifMs = (capacity.timeoutSeconds * 1000) / 3; // what `affordable` counts with
  return async (bytes) => {
    const metadata = await inspect(bytes, limits);
    const { plans, leftOut } = affordable(metadata, plan(metadata, presets), { ...limits, ...capacity });
    const { coding: _, blocks: __, ...original } = metadata;
    const facts = await readFacts(bytes, metadata, { location: keepLocation });
    const rights = rightsOf(kept === 'rights' ? facts : {}, copyright);
    const { perceptualHash, ...rendered } = await render(bytes, metadata, plans, { rights, avifMs });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const fingerprint = { sha256, ...(perceptualHash && { perceptualHash }) };
    return { original, facts, ...rendered, leftOut: [...leftOut, ...rendered.leftOut], fingerprint };
  };
}
