import { extensions } from '@darkroom/image-url';
import { parameters } from '@darkroom/imaging/transforms';
import type { PipelineConfig } from '@darkroom/pipeline-config';

export const idPattern = '[0-9a-f]{32}';
const ending = `(\\.(${extensions.join('|')}))?`;
const pair = `(${parameters.map(({ name }) => name).join('|')})_[a-z0-9]+(\\.[0-9][a-z0-9]*)*`;

/** The last part of a lasting address. */
export function picture(
  { presets, delivery }: Pick<PipelineConfig, 'presets' | 'delivery'>,
  signed: boolean,
) {
  const widths = delivery.widths.map(String).join('|');
  const shown = parameters.map(({ name, doc, example }) => [name, { summary: doc, value: example }]);
  const names = Object.keys(presets);
  const kinds = [
    { title: 'Preset', description: 'A preset of the configuration', of: names.join('|') },
    ...(widths === ''
      ? []
      : [
          {
            title: 'Width',
            description: `A responsive width in pixels, never larger than the original${signed ? '' : '; needs no signature'}`,
            of: `w_(${widths})`,
          },
        ]),
    {
      title: 'Transform',
      description: 'Any other size, shape or effect: see the schema Transform. Needs a signature',
      of: `${pair}(-${pair})*`,
    },
  ];
  return {
    name: 'picture',
    in: 'path',
    required: true,
    description: `A preset, a width or a transform, with or without an extension: ${extensions.map((each) => `\`.${each}\``).join(', ')}.`,
    schema: {
      type: 'string',
      anyOf: kinds.map(({ of, ...named }) => ({ ...named, pattern: `^(${of})${ending}$` })),
    },
    examples: Object.fromEntries([
      ...names.slice(0, 1).map((name) => ['preset', { summary: 'A preset', value: name }]),
      ...shown,
    ]),
  } as const;
}

const part = (name: string, description: string, pattern: string) =>
  ({ name, in: 'path', required: true, description, schema: { type: 'string', pattern } }) as const;

/** The key of a stored file, behind the image's id. */
export const storedFile = [
  part('version', 'The version of the image', '^[0-9A-F]+\\.[0-9A-F]{11}(-[0-9]{4})?$'),
  part('folder', 'The attempt that made it, `t` where somebody asked for it', '^[a-z0-9]{1,8}$'),
  part('file', 'A preset, or a digest, and an extension', '^[a-z0-9][a-z0-9-]{0,63}\\.[a-z]{3,4}$'),
];
