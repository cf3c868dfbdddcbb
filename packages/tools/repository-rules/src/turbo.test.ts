import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { root } from './workspace.ts';

test('npx turbo build finds pnpm on a machine that has none installed', async () => {
  const node = await mkdtemp(join(tmpdir(), 'darkroom-turbo-'));
  onTestFinished(() => rm(node, { recursive: true }));
  await symlink(process.execPath, join(node, 'node'));
  const bin = join(root, 'node_modules/.bin'); // what npx puts before PATH
  const PATH = [bin, node, '/usr/bin', '/bin'].join(delimiter);
  const build = promisify(execFile)(
    join(bin, 'turbo'),
    ['run', 'build', '--filter=@darkroom/pipeline-config'],
    {
      cwd: root,
      env: { ...process.env, PATH, TURBO_TELEMETRY_DISABLED: '1' },
    },
  );
  expect((await build).stdout).toMatch(/(\d+) successful, \1 total/);
});
