import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

test.each([
  { lockfile: 'pnpm-lock.yaml', host: /https?:\/\// },
  { lockfile: 'examples/nextjs/package-lock.json', host: /"resolved": "https?:/ },
  { lockfile: 'examples/nuxt/package-lock.json', host: /"resolved": "https?:/ },
])('$lockfile names no registry host, so any mirror can serve it', async ({ lockfile, host }) => {
  const lines = (await readFile(join(root, lockfile), 'utf8')).split('\n');
  expect(lines.filter((line) => host.test(line))).toEqual([]);
});
