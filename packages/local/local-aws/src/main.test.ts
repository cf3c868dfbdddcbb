import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
let folder: string;

// A process of its own, as users have it, of the sources as they are.
beforeAll(async () => {
  folder = await mkdtemp(join(here, '../node_modules/.main-test-'));
  await build({
    stdin: {
      contents: `import { main } from '${here}main.ts'; await main(process.argv.slice(2));`,
      resolveDir: here,
    },
    outfile: join(folder, 'main.mjs'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
});
afterAll(() => rm(folder, { recursive: true }));

function run(...args: string[]) {
  const child = spawn(process.execPath, [join(folder, 'main.mjs'), ...args], {
    env: { ...process.env, TMPDIR: folder, INIT_CWD: folder },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stderr: '' };
  child.stderr.on('data', (chunk) => {
    output.stderr += String(chunk);
  });
  return { child, output, exited: once(child, 'exit') };
}

async function firstLine(child: ReturnType<typeof run>['child']): Promise<string> {
  const [line] = await once(createInterface(child.stdout), 'line');
  return String(line);
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'it says where it listens, names operations it does not know, and %s ends it cleanly',
  async (signal) => {
    const { child, output, exited } = run('--port', '0', '--json', '--region', 'eu-west-1');
    const { endpoint, ...rest } = JSON.parse(await firstLine(child));
    expect(rest).toMatchObject({ accountId: '000000000000', region: 'eu-west-1' });
    expect((await fetch(`${endpoint}/_localstack/health`)).status).toBe(200);
    await fetch(`${endpoint}/photos/a?restore`, { method: 'POST' });
    await expect.poll(() => output.stderr).toContain('does not implement s3');
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
    expect((await readdir(folder)).filter((name) => name.startsWith('local-aws-'))).toEqual([]);
  },
);

test('a name that is allowed is one by which it may be called', async () => {
  const allowed = ['--allowed-host', 'host.docker.internal', '--allowed-host', '.box.example'];
  const { endpoint } = JSON.parse(await firstLine(run('--port', '0', '--json', ...allowed).child));
  const statusAs = (host: string) =>
    new Promise((resolve, reject) => {
      const asked = get(`${endpoint}/_localstack/health`, { headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject);
    });
  expect(await statusAs('host.docker.internal')).toBe(200);
  expect(await statusAs('photos.box.example')).toBe(200);
  expect(await statusAs('evil.example')).toBe(403);
});

test('a relative data folder is looked for where the user is, not where pnpm runs the script', async () => {
  await firstLine(run('--port', '0', '--data-dir', 'kept').child);
  expect(await readdir(join(folder, 'kept'))).toContain('documents');
});

test('a taken port is an error that names it and says what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { output, exited } = run('--port', String(port));
  expect(await exited).toEqual([1, null]);
  expect(output.stderr).toBe(
    `Port ${port} is in use, perhaps by LocalStack or another local-aws. Stop it, or choose another port with --port ${port + 1}\n`,
  );
});

test('a data folder in use is an error that names it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'local-aws-main-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  await firstLine(run('--port', '0', '--data-dir', dataDir).child);
  const { output, exited } = run('--port', '0', '--data-dir', dataDir);
  expect(await exited).toEqual([1, null]);
  expect(output.stderr).toContain(`Another local-aws uses the data in ${dataDir}.`);
});

test.each([
  ['--port', '99999', '0 to 65535'],
  ['--region', 'x y', 'eu-west-1'],
  ['--concurrency', '0', '1 or more'],
  ['--color', 'red', '--help'],
])('%s %s is refused with what to give instead', async (option, value, advice) => {
  const { output, exited } = run('--port', '0', option, value);
  expect(await exited).toEqual([2, null]);
  expect(output.stderr).toMatch(new RegExp(`error: .*${option}`));
  expect(output.stderr).toContain(advice);
});

test.each([
  ['a file', 'main.mjs', 'it is a file'],
  ['a folder in a file', 'main.mjs/data', 'a part of its path is a file'],
])('%s is no data folder', async (_, dataDir, reason) => {
  const { output, exited } = run('--port', '0', '--data-dir', dataDir);
  expect(await exited).toEqual([2, null]);
  expect(output.stderr).toBe(
    `${join(folder, dataDir)} cannot keep data: ${reason}. Choose another folder with --data-dir\n`,
  );
});
