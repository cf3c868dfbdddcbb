import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { originalName, save, variantsOf } from './save-pictures.ts';

const id = '0123456789abcdef'.repeat(2);
const uninterrupted = new AbortController().signal;

test('whatever keys images have, their files are saved in the folder, each under a name of its own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-pictures-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const part = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '../../up',
      '\u001b[2J',
      'C:',
      'a.jpg',
      '.hidden',
      '写真'.repeat(100),
      '😀'.repeat(200),
    ),
    fc.string({ unit: 'grapheme', maxLength: 10 }),
  );
  const key = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(key, async (key) => {
      const taken = new Set<string>();
      const names = [originalName({ id, key }, taken)];
      const variants = [{ preset: 'large', format: 'jpeg', url: 'https://pictures.example' }];
      names.push(
        ...variantsOf({ id: `f${id}`, key, variants }, taken, uninterrupted).map(({ name }) => name),
      );
      for (const name of names) await save({ name, open: async () => Readable.from(['a photo']) }, folder);
      expect((await readdir(folder)).sort()).toEqual([...names].sort());
      await Promise.all(names.map((name) => rm(join(folder, name))));
    }),
    { numRuns: 50 },
  );
});

test('two images whose names and presets read the same together are two files', () => {
  const taken = new Set<string>();
  const named = (key: string, preset: string, first: string) =>
    variantsOf(
      { id: first.repeat(32), key, variants: [{ preset, format: 'webp', url: 'https://pictures.example' }] },
      taken,
      uninterrupted,
    ).map(({ name }) => name);

  expect(named('photo.jpg', 'x-thumb', 'a')).toEqual(['photo-x-thumb.webp']);
  expect(named('photo-x.jpg', 'thumb', 'b')).toEqual(['photo-x-bbbbbbbb-thumb.webp']);
});
