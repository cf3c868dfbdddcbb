import { type PipelineConfigInput, parseConfig } from '@darkroom/pipeline-config';
import { expect, test } from 'vitest';
import { createApp } from '../app.ts';
import type { Dependencies } from '../dependencies.ts';

const files = new Map([
  ['index.html', '<html data-settings=""></html>'],
  ['assets/index-D8Mz_Rof.js', 'run()'],
  ['assets/index-D8MzbRof.css', 'a {}'],
]);

/** The API as far as its page goes. */
const dependencies: Partial<Dependencies> = {
  config: parseConfig({
    presets: { thumb: { width: 64 } },
    auth: { mode: 'apiKey' },
    limits: { maxBytes: 1000, formats: ['jpeg', 'gif'] },
  }),
  gallery: async (path) => files.get(path),
  region: 'eu-west-1',
  uploadForm: async () => ({ url: 'https://originals.example/', fields: {} }),
  addresses: async (id) => ({
    image: `https://cdn.example/${id}`,
    preset: () => '',
    stored: () => '',
  }),
};
const app = createApp(dependencies as Dependencies);

/** What the page is told, and what it may connect to. */
async function openPage(auth: PipelineConfigInput['auth']) {
  const config = parseConfig({ presets: { thumb: { width: 64 } }, auth });
  const page = await createApp({ ...dependencies, config } as Dependencies).request('/');
  const [, settings = ''] = /data-settings="([^"]*)"/.exec(await page.text()) ?? [];
  const [connect] = /connect-src [^;]*/.exec(page.headers.get('content-security-policy') ?? '') ?? [];
  return { settings: JSON.parse(settings.replaceAll('&quot;', '"')), connect };
}
const ask = (path: string, requestContext?: unknown) => app.request(path, {}, { requestContext });

test('the page says how to sign in and what may be uploaded, and may run only what the API itself serves', async () => {
  const page = await ask('/');
  const [, settings = ''] = /data-settings="([^"]*)"/.exec(await page.text()) ?? [];
  expect(JSON.parse(settings.replaceAll('&quot;', '"'))).toEqual({
    auth: 'apiKey',
    region: 'eu-west-1',
    maxBytes: 1000,
    types: ['image/jpeg', 'image/gif'],
  });
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).toContain("connect-src 'self' https://originals.example https://cdn.example;");
  expect(policy).not.toContain('unsafe');
});

test('a page that signs people in at a user pool knows its issuer, and may connect to its domain alone', async () => {
  const userPoolArn = 'arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_AbCdEf';
  const domain = 'https://photos.auth.eu-central-1.amazoncognito.com';
  const { settings, connect } = await openPage({
    mode: 'jwt',
    userPoolArn,
    signIn: { clientId: 'abc', domain },
  });
  const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf';
  expect(settings.signIn).toEqual({ clientId: 'abc', domain, issuer });
  expect(connect).toBe(`connect-src 'self' https://originals.example https://cdn.example ${domain}`);

  const pasted = await openPage({ mode: 'jwt', userPoolArn });
  expect(pasted.settings.signIn).toBeUndefined();
  expect(pasted.connect).toBe("connect-src 'self' https://originals.example https://cdn.example");
});

test('browsers keep its scripts and styles for ever, because another content has another name', async () => {
  for (const [path, type] of [
    ['/assets/index-D8Mz_Rof.js', 'text/javascript; charset=utf-8'],
    ['/assets/index-D8MzbRof.css', 'text/css; charset=utf-8'],
  ] as const) {
    const file = await ask(path);
    expect(await file.text()).toBe(files.get(path.slice(1)));
    expect(file.headers.get('content-type')).toBe(type);
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  }
});

test.each([
  '/assets/gone.js',
  '/assets/',
  '/assets/index.html',
  '/assets/..%2Findex.js',
  '/assets/..%5Ca.js',
])('there is nothing at %s', async (path) => {
  const answer = await ask(path);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a page that is opened without the slash behind its stage leads there, whatever stands before the stage', async () => {
  const answer = await ask('/', { path: '/v1' });
  expect([answer.status, answer.headers.get('location')]).toEqual([308, 'v1/']);
  expect((await ask('/', { path: '/v1/' })).status).toBe(200);
});
