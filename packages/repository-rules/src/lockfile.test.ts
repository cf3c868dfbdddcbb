import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

test('the lockfile names no registry host, so any mirror can serve it', async () => {
  expect(await readFile(join(root, 'pnpm-lock.yaml'), 'utf8')).not.toMatch(/https?:\/\//);
});

test('the LocalStack image is pinned to the last one that needs no token, and listens on this machine only', async () => {
  const compose = await readFile(join(root, 'docker-compose.localstack.yml'), 'utf8');
  expect(compose).toContain('localstack/localstack:4.14.0');
  expect([...compose.matchAll(/- "([^"]*:4566)"/g)].map((match) => match[1])).toEqual([
    '127.0.0.1:4566:4566',
  ]);
});
