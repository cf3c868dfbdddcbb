import { basename } from 'node:path/posix';
import { bytesText } from '../amounts.ts';
import type { Image } from '../api/image.ts';
import { listImages } from '../api/list-images.ts';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { type Column, table } from '../table.ts';
import { visible } from '../visible.ts';
import { withApi } from './with-api.ts';

export interface Options extends WhereOptions {
  readonly status?: string;
  readonly tag?: string;
  readonly name?: string;
  readonly camera?: string;
  readonly takenFrom?: string;
  readonly takenTo?: string;
  readonly near?: string;
  readonly limit: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Widths that hold for every page, because pages are printed as they come. */
const columns: readonly Column[] = [
  { name: 'id', width: 32 },
  { name: 'status', width: 'processing'.length },
  { name: 'file', flexible: true },
];
const onWideTerminals: readonly Column[] = [
  { name: 'pixels', align: 'right', width: '12345 × 12345'.length },
  { name: 'size', align: 'right', width: '1023.9 MB'.length },
];
const wide = 100;

export function run(options: Options): Promise<void> {
  const { limit, all, json, status, tag, name, camera, takenFrom, takenTo, near } = options;
  return withApi(options, async (api) => {
    const filters = { status, tag, name, camera, takenFrom, takenTo, near };
    const pages = listImages(api, filters, all ? Number.POSITIVE_INFINITY : limit);
    await (json ? printDocument(pages) : printTable(pages));
  });
}

/** Written page by page: a list of any length needs little memory. */
async function printDocument(pages: AsyncIterable<readonly Image[]>): Promise<void> {
  process.stdout.write('{"images":[');
  let separator = '';
  for await (const images of pages) {
    for (const image of images) {
      process.stdout.write(separator + JSON.stringify(image));
      separator = ',';
    }
  }
  process.stdout.write(']}\n');
}

async function printTable(pages: AsyncIterable<readonly Image[]>): Promise<void> {
  const isWide = (process.stdout.columns ?? 0) >= wide;
  const shown = isWide ? [...columns.slice(0, 2), ...onWideTerminals, ...columns.slice(2)] : columns;
  let head = true;
  for await (const images of pages) {
    if (images.length === 0) continue;
    console.log(
      table(
        shown,
        images.map((image) => rowOf(image, isWide)),
        { head },
      ),
    );
    head = false;
  }
  if (head) console.log('There are no such images.');
}

function rowOf(image: Image, isWide: boolean): string[] {
  const { id, status, key, width, height, bytes } = image;
  const pixels = width === undefined ? '' : `${width} × ${height}`;
  const size = bytes === undefined ? '' : bytesText(bytes);
  return [id, coloured(status), ...(isWide ? [pixels, size] : []), visible(basename(key))];
}

export function coloured(status: Image['status']): string {
  if (status === 'ready') return colours.green(status);
  return status === 'failed' ? colours.red(status) : colours.yellow(status);
}
