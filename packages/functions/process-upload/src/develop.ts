import { centre, type Facts, type FocalPoint, type Original, type Placeholder } from '@darkroom/catalog';
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
import { isFocused, type PipelineConfig } from '@darkroom/pipeline-config';

export interface Developed {
  readonly original: Original;
  readonly placeholder: Placeholder;
  readonly perceptualHash?: string;
  readonly facts: Facts;
  readonly variants: readonly (RenderedVariant & { readonly focalPoint?: FocalPoint })[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Turns the bytes of an original into those of its variants, and tells of each as soon as it is made. Throws `ImageError` if
 * a retry cannot help.
 */
export type Develop = (
  bytes: Uint8Array,
  focalPoint?: FocalPoint,
  onVariant?: (variant: RenderedVariant, began: Date) => void,
) => Promise<Developed>;

/** `memoryMb` and `timeoutSeconds` are those of the function that this runs in. */
export function developWith(
  {
    presets,
    limits,
    colour: gamut,
    hdr,
    metadata: kept,
    copyright,
    keepLocation,
  }: Pick<
    PipelineConfig,
    'presets' | 'limits' | 'colour' | 'hdr' | 'metadata' | 'copyright' | 'keepLocation'
  >,
  capacity: { readonly memoryMb: number; readonly timeoutSeconds: number },
): Develop {
  const timeMs = (capacity.timeoutSeconds * 1000) / 3; // what `affordable` counts with
  return async (bytes, focalPoint = centre, onVariant) => {
    const metadata = await inspect(bytes, limits);
    const planned = plan(metadata, presets, focalPoint);
    const { plans, leftOut } = affordable(metadata, planned, { ...limits, ...capacity, gamut, hdr });
    const { coding: _, blocks: __, ...original } = metadata;
    const facts = readFacts(bytes, metadata, { location: keepLocation });
    const rights = rightsOf(kept === 'rights' ? facts : {}, copyright);
    const rendered = await render(bytes, metadata, plans, {
      rights,
      timeMs,
      gamut,
      hdr,
      ...(onVariant && { onVariant }),
    });
    const variants = rendered.variants.map((variant) => {
      const preset = presets[variant.preset];
      return preset && isFocused(preset) ? { ...variant, focalPoint } : variant;
    });
    return {
      original,
      facts,
      ...rendered,
      variants,
      leftOut: [...leftOut, ...rendered.leftOut],
    };
  };
}
