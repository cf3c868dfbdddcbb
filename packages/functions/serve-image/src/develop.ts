import { inspect, readFacts, renderRecipe, rightsOf } from '@darkroom/imaging';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import type { Develop } from './dependencies.ts';

/** `memoryMb` and `timeoutSeconds` are those of the function that this runs in. */
export function developWith(
  {
    limits,
    colour: gamut,
    metadata: kept,
    copyright,
    delivery,
  }: Pick<PipelineConfig, 'limits' | 'colour' | 'metadata' | 'copyright' | 'delivery'>,
  capacity: { readonly memoryMb: number; readonly timeoutSeconds: number },
): Develop {
  const budget = { ...limits, ...capacity, functionName: 'serveImage' } as const;
  const options = { budget, maxOutputPixels: delivery.maxPixels, gamut };
  return async (bytes, recipe, format, overlay) => {
    const metadata = await inspect(bytes, limits);
    const facts = kept === 'rights' ? readFacts(bytes, metadata, { location: false }) : {};
    const rights = rightsOf(facts, copyright);
    return renderRecipe(bytes, metadata, recipe, format, { ...options, rights, overlay });
  };
}
