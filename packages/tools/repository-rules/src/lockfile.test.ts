import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

test('the lockfile names no registry host, so any mirror can serve it', async () => {
  expect(await readFile(join(root, 'pnpm-lock.yaml'), 'utf8')).not.toMatch(/https?:\/\//);
});
