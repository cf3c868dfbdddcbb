import { join } from 'node:path';
import type { Variant } from './tool.ts';

/** A program of this machine: its name on the PATH, and what makes the variants, for a shell. */
export interface Program {
  readonly name: string;
  readonly program: string;
  readonly script: (file: string, folder: string, variants: readonly Variant[]) => string;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** One process that scales from variant to variant, the largest first: the least that these programs can do. */
function magick(program: string) {
  return (file: string, folder: string, variants: readonly Variant[]): string => {
    const steps = variants
      .toSorted((a, b) => b.width - a.width)
      .map(({ name, width, height, quality }) => {
        const cut = height ? `^ -gravity center -extent ${width}x${height}` : '';
        return `-resize ${width}x${height ?? ''}${cut} -quality ${quality} -write ${quoted(join(folder, name))}`;
      });
    const whole = file.endsWith('.gif') ? '-coalesce' : '-auto-orient';
    return `${program} ${quoted(file)} ${whole} ${steps.join(' ')} null:`;
  };
}

export const programs: readonly Program[] = [
  { name: 'ImageMagick', program: 'convert', script: magick('convert') },
  { name: 'GraphicsMagick', program: 'gm', script: magick('gm convert') },
  {
    name: 'vipsthumbnail',
    program: 'vipsthumbnail',
    script: (file, folder, variants) =>
      variants
        .map(({ name, width, height, format, quality }) => {
          const shape = height ? `${width}x${height} --smartcrop attention` : `${width}x`;
          const settings = format === 'webp' ? `[Q=${quality},effort=2]` : `[Q=${quality}]`;
          const all = file.endsWith('.gif') ? '[n=-1]' : '';
          return `vipsthumbnail ${quoted(file + all)} --size ${shape} -o ${quoted(join(folder, name) + settings)}`;
        })
        .join(' && '),
  },
];
