import Table from 'cli-table3';
import { bytesText } from '../amounts.ts';
import { colours } from '../colours.ts';
import { visible } from '../visible.ts';
import type { ProcessedImage } from './process-photos.ts';

/** The images and their variants as a table for people. */
export function imageTable(images: readonly ProcessedImage[]): string {
  const table = new Table({
    head: ['image', 'variants', 'pixels', 'size', 'ms'],
    colAligns: ['left', 'left', 'right', 'right', 'right'],
    style: { head: [], border: colours.isColorSupported ? ['gray'] : [] },
  });
  for (const image of images) {
    const { variants, width, height, format } = image;
    const key = visible(image.key);
    if (image.status === 'failed') {
      table.push([
        `${key}\n${colours.red('failed')}`,
        wrapped(visible(image.reason ?? '')),
        '',
        bytesText(image.bytes),
        image.ms,
      ]);
      continue;
    }
    const lines = (cells: (string | number)[]) => cells.join('\n');
    table.push([
      lines([key, ...variants.slice(1).map(() => '')]),
      lines([
        colours.dim(`original ${format}`),
        ...variants.map((variant) => `${variant.preset} ${variant.format}`),
      ]),
      lines([
        colours.dim(`${width} × ${height}`),
        ...variants.map((variant) => `${variant.width} × ${variant.height}`),
      ]),
      lines([colours.dim(bytesText(image.bytes)), ...variants.map((variant) => bytesText(variant.bytes))]),
      image.ms,
    ]);
  }
  return table.toString();
}

/** Wrapped into lines that leave room for the terminal's other columns. */
function wrapped(text: string): string {
  return text.replace(/(.{1,40})(?: |$)/g, '$1\n').trim();
}
