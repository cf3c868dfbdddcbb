import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { root } from './workspace.ts';

/** What anybody may use with a program of another licence. */
const accepted = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0', // asks for changes of its own files alone: cdktf, which runs at deployment
  'Unlicense',
];

/** Packages with another licence or none in their manifest, and why they may be used. */
const looked: Readonly<Record<string, string>> = {
  '@img/sharp-libvips-linux-x64': 'LGPL: a shared library that anybody can replace',
  '@img/sharp-libvips-linuxmusl-x64': 'LGPL: a shared library that anybody can replace',
  'libheif-js': 'LGPL: a file of its own in the zip, with its licence',
  busboy: 'MIT, by its LICENSE file',
  streamsearch: 'MIT, by its LICENSE file',
  lazy: 'MIT, by its package.json in an older form',
};

const sbomSchema = z.object({
  components: z.array(
    z.object({
      group: z.string().optional(),
      name: z.string(),
      licenses: z
        .array(
          z.union([
            z.object({ expression: z.string() }).transform(({ expression }) => expression),
            z
              .object({ license: z.object({ id: z.string().optional(), name: z.string().optional() }) })
              .transform(({ license }) => license.id ?? license.name ?? ''),
          ]),
        )
        .default([]),
    }),
  ),
});

const cdktf = join(root, 'infra/cdktf-cli');

test('every package that ships may be used in a program of any licence', () => expectAccepted(root));

test.runIf(existsSync(join(cdktf, 'node_modules')))('and so may every package that deploys', () =>
  expectAccepted(cdktf),
);

async function expectAccepted(folder: string): Promise<void> {
  const { stdout } = await promisify(execFile)(
    join(root, 'node_modules/.bin/pnpm'),
    ['sbom', '--sbom-format', 'cyclonedx', '--prod'],
    { cwd: folder, maxBuffer: 50_000_000 },
  );
  const { components } = sbomSchema.parse(JSON.parse(stdout));
  expect(components.length).toBeGreaterThan(100);
  const unknown = components
    .map(({ group, name, licenses }) => ({ name: group ? `${group}/${name}` : name, licenses }))
    .filter(({ name }) => !(name in looked) && !name.startsWith('@darkroom/'))
    .filter(({ licenses }) => licenses.length === 0 || !licenses.every(isAccepted));
  expect(unknown).toEqual([]);
}

/** `(MIT OR GPL-3.0)`: the licensee chooses. */
function isAccepted(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((licence) => accepted.includes(licence));
}
