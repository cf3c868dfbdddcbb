import type { Tracing } from '@darkroom/lambda-kit';
import type { Pipeline } from './pipeline.ts';

/** The pipeline whose parts are spans: what it reads and writes, what it decodes and renders. */
export function tracedPipeline(pipeline: Pipeline, { span, part }: Tracing): Pipeline {
  const { catalog, originals, variants, develop, askSteps } = pipeline;
  return {
    ...pipeline,
    catalog: {
      ...catalog,
      begin: (arrival) => span('catalog.begin', () => catalog.begin(arrival)),
      finish: (arrival, made) => span('catalog.finish', () => catalog.finish(arrival, made)),
      fail: (arrival, failure) => span('catalog.fail', () => catalog.fail(arrival, failure)),
      remove: (removal) => span('catalog.remove', () => catalog.remove(removal)),
    },
    originals: {
      ...originals,
      read: (original) => span('originals.read', () => originals.read(original)),
    },
    variants: {
      ...variants,
      put: (file) => span(`variants.put ${fileName(file.key)}`, () => variants.put(file)),
      copy: (...copy) => span('variants.copy', () => variants.copy(...copy)),
    },
    develop: (bytes, focalPoint, onVariant) =>
      span('develop', () => {
        const began = new Date();
        let isDecoded = false;
        return develop(bytes, focalPoint, (variant, renderBegan) => {
          if (!isDecoded) part('decode', began, renderBegan);
          isDecoded = true;
          part(`render ${variant.preset}.${variant.extension}`, renderBegan, new Date());
          onVariant?.(variant, renderBegan);
        });
      }),
    ...(askSteps && { askSteps: (...asked) => span('steps', () => askSteps(...asked)) }),
  };
}

function fileName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
