import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { fetchPackages } from './fetch-packages.ts';

const folder = fileURLToPath(new URL('../../../../docs/charts/', import.meta.url));
/** Readable on a light and on a dark page. */
const colours = { ours: '#d97706', other: '#8b95a5', text: '#6b7280' };
const config = {
  background: null,
  font: 'sans-serif',
  view: { stroke: null },
  axis: { labelColor: colours.text, titleColor: colours.text, gridColor: '#8b95a544', domain: false },
  text: { color: colours.text },
};

export interface Bar {
  readonly name: string;
  readonly value: number;
}

/** Bars in a row each, the shortest first, in docs/charts. Darkroom's has a colour of its own. */
export async function drawBars(name: string, title: string, bars: readonly Bar[]): Promise<void> {
  const y = {
    field: 'name',
    type: 'nominal',
    sort: null, // as the bars are
    title: null,
    axis: { labelLimit: 240, ticks: false },
  };
  await draw(name, {
    data: { values: bars.toSorted((a, b) => a.value - b.value) },
    width: 480,
    height: { step: 24 },
    encoding: { y, x: { field: 'value', type: 'quantitative', title } },
    layer: [
      {
        mark: { type: 'bar', cornerRadiusEnd: 3, height: 16 },
        encoding: {
          color: {
            condition: { test: "datum.name === 'Darkroom'", value: colours.ours },
            value: colours.other,
          },
        },
      },
      {
        mark: { type: 'text', align: 'left', dx: 4 },
        encoding: { text: { field: 'value', type: 'quantitative', format: ',.0f' } },
      },
    ],
  });
}

export interface Point {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Points of one series have a line. */
  readonly series: string;
}

/** Named points over two scales that need not begin at zero, in docs/charts. */
export async function drawPoints(
  name: string,
  titles: { readonly x: string; readonly y: string },
  points: readonly Point[],
): Promise<void> {
  const scale = { zero: false, nice: true };
  await draw(name, {
    data: { values: points },
    width: 480,
    height: 300,
    encoding: {
      x: { field: 'x', type: 'quantitative', title: titles.x, scale },
      y: { field: 'y', type: 'quantitative', title: titles.y, scale },
      color: { field: 'series', type: 'nominal', title: null, legend: { labelColor: colours.text } },
    },
    layer: [
      { mark: { type: 'line', strokeWidth: 1, opacity: 0.5 } },
      { mark: { type: 'point', filled: true, size: 50 } },
      {
        mark: { type: 'text', align: 'left', dx: 7, fontSize: 10 },
        encoding: { text: { field: 'name' }, color: { value: colours.text } },
      },
    ],
  });
}

async function draw(name: string, specification: object): Promise<void> {
  const fetched = await fetchPackages('vega@6', 'vega-lite@6');
  const child = spawn(process.execPath, [join(fetched, 'vega-lite.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ config, ...specification }));
  const [svg, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  await rm(fetched, { recursive: true });
  if (code !== 0) throw new Error(`The chart ${name} was not drawn.`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.svg`), svg);
}
