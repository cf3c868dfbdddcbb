import { inspect, renderRecipe } from '@darkroom/imaging';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import type { Develop } from './dependencies.ts';

/** `memoryMb` and `timeoutSeconds` are those of the function that this runs in. */
export function developWith(
  { limits, copyright, delivery }: Pick<PipelineConfig, 'limits' | 'copyright' | 'delivery'>,
  capacity: { readonly memoryMb: number; readonly timeoutSeconds: number },
): Develop {
  const budget = { ...limits, ...capacity, functionName: 'serveImage' } as const;
  const options = { copyright, budget, maxOutputPixels: delivery.maxPixels };
  return async (bytes, recipe, format, overlay) => {
    const metadata = await inspect(bytes, limits);
    return renderRecipe(bytes, metadata, recipe, format, { ...options, overlay });
  };
}
