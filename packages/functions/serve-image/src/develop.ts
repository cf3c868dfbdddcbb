import { inspect, renderRecipe } from '@darkroom/imaging';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import type { Develop } from './dependencies.ts';

/** `memoryMb` and `timeoutSeconds` are those of the function that this runs in. */
export function developWith(
  { limits, copyright }: Pick<PipelineConfig, 'limits' | 'copyright'>,
  capacity: { readonly memoryMb: number; readonly timeoutSeconds: number },
): Develop {
  return async (bytes, recipe, format) => {
    const metadata = await inspect(bytes, limits);
    return renderRecipe(bytes, metadata, recipe, format, { copyright, budget: { ...limits, ...capacity } });
  };
}
