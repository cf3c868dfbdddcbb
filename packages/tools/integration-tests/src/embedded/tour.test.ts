import { execFile, spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '@darkroom/pipeline-config/load-config';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editFile } from '../edit-file.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { followDocument } from './follow-document.ts';
import { freePort } from './free-port.ts';

const document = fileURLToPath(new URL('../../../../../docs/tour.md', import.meta.url));
const commandLine = fileURLToPath(new URL('../../../cli/bin/darkroom.mjs', import.meta.url));
/** Below a package, so that the configuration finds what it imports. */
const cache = fileURLToPath(new URL('../../../../functions/run-steps/node_modules/.cache', import.meta.url));

const python = /3\.\d+/.exec(spawnSync('python3', ['--version']).stdout?.toString() ?? '')?.[0];
const lacking = [
  ...(python ? [] : ['python3']),
  ...(spawnSync('aws', ['--version']).error ? ['the AWS CLI'] : []),
];
const patience = { timeout: 60_000, interval: 500 };

let folder: string;
let stack: EmbeddedStack;
let pager: ReturnType<typeof spawn>;
let paged = '';

beforeAll(async () => {
  if (lacking.length > 0) return;
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'tour-'));
  await followDocument('docs/tour.md', folder);
  const port = await freePort();
  for (const file of ['pager.mjs', 'darkroom.config.ts'])
    await editFile(folder, file, (text) => text.replace('8787', String(port)));
  const shape = 'packages/functions/shape';
  const manifest = join(folder, shape, 'function.json');
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(/python3\.\d+/, `python${python}`));
  const { architecture: _, ...config } = await loadConfig(join(folder, 'darkroom.config.ts'));
  stack = await startEmbeddedStack({
    config,
    added: [join(folder, shape)],
    // Fifteen minutes pass in fifteen seconds.
    cloudWatch: { alarmSpeed: 60 },
    events: { minuteMs: 1000 },
  });
  pager = spawn(process.execPath, ['pager.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  pager.stdout?.on('data', (chunk) => {
    paged += chunk;
  });
  await writeFile(join(folder, 'darkroom'), `#!/bin/sh\nexec '${process.execPath}' '${commandLine}' "$@"\n`);
  await chmod(join(folder, 'darkroom'), 0o755);
  await writeFile(join(folder, 'beach.jpg'), await photo(640, 480, 1));
  await writeFile(join(folder, 'tower.jpg'), await photo(480, 640, 2));
});
afterAll(async () => {
  pager?.kill();
  await stack?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** What a shell in the tour's folder prints. */
function shell(command: string): Promise<string> {
  const { endpoint = '', region } = stack.target;
  const env = {
    ...process.env,
    PATH: `${folder}:${process.env.PATH}`,
    INIT_CWD: folder, // as npx sets it where it is called
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: region,
    DARKROOM_ENDPOINT: endpoint,
    DARKROOM_STAGE: 'test',
  };
  const text = command
    .replaceAll('http://127.0.0.1:4566', endpoint)
    .replaceAll('/darkroom/dev/', '/darkroom/test/');
  return new Promise((resolve) => {
    execFile('bash', ['-c', text], { cwd: folder, env }, (_, stdout, stderr) => {
      const printed = `${stdout}${stderr}`
        .replaceAll(endpoint, 'http://127.0.0.1:4566')
        .replaceAll(/^(Uploading|Redriving).*\n/gm, '') // progress
        .replaceAll(/^.* deliver-webhooks Delivery failed.*\n/gm, ''); // before the pager had a secret
      resolve(
        printed
          .replaceAll('darkroom-test', 'darkroom-dev')
          .replaceAll(/[ \t]+$/gm, '')
          .trim(),
      );
    });
  });
}

/** The pager's lines since it was last asked; it waits for one. */
async function nextPage(): Promise<string> {
  // As the page says, that one is about the deployment.
  const lines = () => paged.split('\n').filter((line) => line !== '' && !line.includes('images-stuck'));
  await expect.poll(lines, patience).not.toEqual([]);
  const page = lines().join('\n').replaceAll('darkroom-test', 'darkroom-dev');
  paged = '';
  return page;
}

/** Without what differs from run to run. */
function lasting(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'uuid')
    .replaceAll(/\b[0-9a-f]{32}\b/g, 'id')
    .replaceAll(/\d+([.:-]\d+)*/g, 'n')
    .replaceAll(/\b[AP]M\b/g, 'noon')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}

test.skipIf(lacking.length > 0)(
  'docs/tour.md is what happens (skipped without python3 and the AWS CLI)',
  async () => {
    const told = await readFile(document, 'utf8');
    let retold = '';
    let end = 0;
    for (const { 0: block, 1: language, 2: content = '', index } of told.matchAll(
      /^```(\w*)\n([\s\S]*?)^```$/gm,
    )) {
      retold += told.slice(end, index);
      end = index + block.length;
      retold += await followBlock(block, language ?? '', content);
    }
    retold += told.slice(end);
    if (process.env.DARKROOM_WRITE_TOUR) await writeFile(document, retold);
    // What the page shows is there; a log may have more.
    else expect(lasting(retold).split('\n')).toEqual(expect.arrayContaining(lasting(told).split('\n')));
  },
  600_000,
);

/** Does what a block says, and returns it with what came of it. */
async function followBlock(block: string, language: string, content: string): Promise<string> {
  const [, command] = /^\$ (.*)$/m.exec(content) ?? [];
  if (command !== undefined) {
    let printed = await shell(command);
    // A moment later, as the page says.
    if (command.startsWith('darkroom ls'))
      await expect
        .poll(async () => {
          printed = await shell(command);
          return lasting(`$ ${command}\n${printed}`);
        }, patience)
        .toEqual(process.env.DARKROOM_WRITE_TOUR ? expect.stringMatching(/ready/) : lasting(content));
    return `\`\`\`\n$ ${command}\n${printed}\n\`\`\``;
  }
  if (language === '') return `\`\`\`\n${await nextPage()}\n\`\`\``;
  if (language === 'sh' && !content.includes('pnpm dev')) await shell(content);
  return block;
}
