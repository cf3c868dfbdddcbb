import { access, readFile } from 'node:fs/promises';
import { parameters } from '@darkroom/imaging';
import { expect, test } from 'vitest';
import { files } from './files.ts';
import { referenceOf, typesOf } from './reference.ts';

const hint = 'run `npx --yes pnpm docs:transforms`';

test('the reference and the types say what the table says', async () => {
  expect(await readFile(files.reference, 'utf8'), hint).toBe(referenceOf(parameters));
  expect(await readFile(files.types, 'utf8'), hint).toBe(typesOf(parameters));
});

test.each(parameters.map(({ name }) => name))('there is a picture of %s', async (name) => {
  await access(files.picture(name));
});
