import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect, plan, render } from '@darkroom/imaging';
import { parseConfig } from '@darkroom/pipeline-config';
import type { Variant } from './tool.ts';

export async function make(file: string, folder: string, variants: readonly Variant[]): Promise<void> {
  const presets = variants.map(({ name, width, height, format, quality }) => [
    name.replace(/\..*/, ''),
    { width, ...(height && { height, fit: 'cover', focus: 'attention' }), format, quality },
  ]);
  const config = parseConfig({ presets: Object.fromEntries(presets) });
  const bytes = await readFile(file);
  const metadata = await inspect(bytes, config.limits);
  const rendered = await render(bytes, metadata, plan(metadata, config.presets));
  await Promise.all(
    rendered.variants.map((variant) =>
      writeFile(join(folder, `${variant.preset}.${variant.format}`), variant.bytes),
    ),
  );
}
