import { bytesText } from '../amounts.ts';
import type { Image } from '../api/image.ts';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { table } from '../table.ts';
import { visible } from '../visible.ts';
import { coloured } from './ls.ts';
import { withApi } from './with-api.ts';

export interface Options extends WhereOptions {
  readonly json?: boolean;
}

export function run(id: string, { json, ...where }: Options): Promise<void> {
  return withApi(where, async (api) => {
    const image = await api.image(id);
    console.log(json ? JSON.stringify(image) : described(image));
  });
}

function described(image: Image): string {
  const { id, key, status, width, height, format, bytes, title, alt, tags, duplicateOf, code, reason, url } =
    image;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['id', id],
    ['file', visible(key)],
    ['status', coloured(status)],
    ['failure', code && `${code}: ${visible(reason ?? '')}`],
    ['original', width && `${format}, ${width} × ${height}, ${bytesText(bytes ?? 0)}`],
    ['uploaded', image.createdAt],
    ['title', title && visible(title)],
    ['alt', alt && visible(alt)],
    ['tags', tags?.map(visible).join(', ')],
    ['same as', duplicateOf],
    ['url', url],
  ].flatMap(([name, value]) => (name && value ? [[name, value] as const] : []));
  const facts = lines.map(([name, value]) => `${colours.dim(name.padEnd(10))}${value}`).join('\n');
  return image.variants.length === 0 ? facts : `${facts}\n\n${variantTable(image)}`;
}

function variantTable({ bytes: original, variants }: Image): string {
  return table(
    [
      { name: 'preset', flexible: true },
      { name: 'format' },
      { name: 'pixels', align: 'right' },
      { name: 'size', align: 'right' },
      { name: 'of original', align: 'right' },
    ],
    variants.map(({ preset, format, width, height, bytes }) => [
      preset,
      format,
      `${width} × ${height}`,
      bytesText(bytes),
      original ? `${Math.round((100 * bytes) / original)} %` : '',
    ]),
  );
}
