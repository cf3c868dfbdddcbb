import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import extractZip from 'extract-zip';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { budgets, ofAll } from './bundle-budgets.ts';

const functions = fileURLToPath(new URL('../../../../functions', import.meta.url));
const somewhere = 'http://127.0.0.1:9'; // nobody listens: an event that changes no image must not need the cloud
const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_ENDPOINT_URL: somewhere,
  ORIGINALS_BUCKET: 'originals',
  VARIANTS_BUCKET: 'variants',
  TABLE_NAME: 'images',
  PROCESS_UPLOAD_FUNCTION: 'process-upload',
  FAILED_EVENTS_TOPIC: 'arn:aws:sns:us-east-1:000000000000:failed-events',
  STEPS: '{}',
  WEBHOOK_QUEUES: JSON.stringify({ shop: `${somewhere}/queue` }),
  SECRETS_PATH: '/darkroom/test/webhooks',
  KEYS_PATH: '/darkroom/test/delivery-keys',
  DELIVERY_URL: somewhere,
  DISTRIBUTION_ID: 'E1',
  MALLOC_ARENA_MAX: '1',
};
const invoke = `
  const { handler } = await import(process.argv[1]);
  const answer = await handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 1000 });
  process.send(answer ?? null);
  process.disconnect();
`;

const openapi = {
  httpMethod: 'GET',
  path: '/openapi.json',
  headers: { host: 'localhost' },
  multiValueHeaders: { host: ['localhost'] },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  requestContext: { stage: 'v1', path: '/v1/openapi.json', identity: {} },
  body: null,
  isBase64Encoded: false,
};

test.each([
  ['process-upload', { Event: 's3:TestEvent' }, null],
  ['record-failure', { Records: [] }, null],
  ['images-api', openapi, { statusCode: 200 }],
  ['publish-changes', { Records: [] }, null],
  ['deliver-webhooks', { Records: [] }, { batchItemFailures: [] }],
])(
  'the zip of %s holds all it needs: it answers an event in a bare Node process',
  async (name, event, answer) => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-zip-'));
    try {
      await extractZip(join(functions, name, 'dist/function.zip'), { dir: folder });
      const child = spawn(
        process.execPath,
        ['--input-type=module', '--eval', invoke, join(folder, 'index.mjs'), JSON.stringify(event)],
        { cwd: folder, env: environment, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
      );
      const given = await new Promise((resolve, reject) => {
        child.once('message', resolve).once('error', reject);
        child.once('exit', (code) => reject(new Error(`It ended with ${code} before it answered`)));
      });
      if (answer === null) expect(given).toBeNull();
      else expect(given).toMatchObject(answer);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test.each([
  ['images-api', 'any'],
  ['publish-changes', 'any'],
  ['serve-image', process.arch === 'x64' ? 'x86_64' : 'arm64'],
])('the zip of %s is for %s: only what makes pictures brings sharp', async (name, architecture) => {
  const artifact = JSON.parse(await readFile(join(functions, name, 'dist/function.json'), 'utf8'));
  expect(artifact).toMatchObject({ architecture });
});

async function modulesOf(name: string): Promise<readonly (readonly [file: string, bytes: number])[]> {
  const text = await readFile(join(functions, name, 'dist/modules.json'), 'utf8');
  return Object.entries(z.record(z.string(), z.number()).parse(JSON.parse(text)));
}

test.each(Object.entries(budgets))(
  'a cold start of %s parses what its budget allows, and nothing else',
  async (name, { kilobytes, clients, packages }) => {
    const modules = await modulesOf(name);
    const bytes = modules.reduce((sum, [, size]) => sum + size, 0);
    expect(bytes / 1000).toBeLessThanOrEqual(kilobytes);
    const files = modules.map(([file]) => file);
    const brought = (pattern: RegExp) => [...new Set(files.flatMap((file) => pattern.exec(file)?.[1] ?? []))];
    expect(brought(/^@aws-sdk\/client-([^/]+)/).toSorted()).toEqual(clients.toSorted());
    expect(brought(/^(?!core\/|src\/|required:)([^/]+)/).toSorted()).toEqual(
      [...ofAll, ...packages].toSorted(),
    );
    const never =
      /credential-provider-(imds|ini|sso|process)|nested-clients|EventStreamCodec|locales\/(?!(en|index)\.js)/;
    expect(files.filter((file) => never.test(file))).toEqual([]);
  },
);

test('each function that is built has a budget', async () => {
  const names = await readdir(functions);
  const built = names.filter((name) => existsSync(join(functions, name, 'dist/modules.json')));
  expect(built.toSorted()).toEqual(Object.keys(budgets).toSorted());
});

test('sharp is required, not imported: its CommonJS loads in half the time', async () => {
  const modules = await Promise.all(['process-upload', 'serve-image'].map(modulesOf));
  expect(modules.map((files) => files.some(([file]) => file === 'required:sharp'))).toEqual([true, true]);
});

test.each(['process-upload', 'serve-image'])(
  'the zip of %s brings the decoders of HEIC and JPEG XL with their licences',
  async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-zip-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await extractZip(join(functions, name, 'dist/function.zip'), { dir: folder });
    const decoder = join(folder, 'node_modules/libheif-js');
    expect(await readdir(join(decoder, 'libheif-wasm'))).toEqual(['LICENSE', 'libheif.js', 'libheif.wasm']);
    expect(await readFile(join(decoder, 'LICENSE'), 'utf8')).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
    expect((await readdir(join(folder, 'node_modules/jxl-oxide-wasm'))).toSorted()).toEqual([
      ...['LICENSE-APACHE', 'LICENSE-MIT'],
      ...['jxl_oxide_wasm.js', 'jxl_oxide_wasm_bg.wasm', 'package.json'],
    ]);
  },
);
