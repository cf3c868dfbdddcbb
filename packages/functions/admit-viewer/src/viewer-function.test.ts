import * as nodeCrypto from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { parseAddress, transformText } from '@darkroom/image-url';
import { createSigner } from '@darkroom/image-url/sign';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { viewerFunction } from './viewer-function.ts';

const id = '0123456789abcdef0123456789abcdef';
const file = `${id}/0055AE.0000000000A/01234567/thumb.webp`;
const secrets = new Map([['k1', 'a secret']]);
const signer = createSigner({ id: 'k1', secret: 'a secret' });
const isOpen = (text: string) => !/Missing|Invalid|Expired/.test(text);

const answerSchema = z.object({
  uri: z.string().optional(),
  headers: z.record(z.string(), z.object({ value: z.string() })),
  querystring: z.object({}).optional(),
  statusCode: z.number().optional(),
  body: z.string().optional(),
});

type Visit = (
  uri: string,
  options?: { token?: string; headers?: Record<string, { value: string }> },
) => Promise<z.output<typeof answerSchema>>;

/** The function as CloudFront would run it, with nothing but what its runtime has. */
async function viewer(signed: boolean): Promise<Visit> {
  const code = await viewerFunction({ signed, widths: [160, 320] });
  const script = code
    .replace(/import\s+crypto\s+from\s*"crypto";/, '')
    .replace(/import\s+cloudfront\s+from\s*"cloudfront";/, '');
  const cloudfront = {
    kvs: () => ({
      get: async (key: string) => secrets.get(key) ?? Promise.reject(new Error('KeyNotFound')),
    }),
  };
  const handler = z
    .custom<(event: object) => Promise<unknown>>((value) => typeof value === 'function')
    .parse(runInNewContext(`${script};handler`, { cloudfront, crypto: nodeCrypto }));
  return async (uri, { token, headers = {} } = {}) => {
    const querystring = token === undefined ? {} : { s: { value: token } };
    return answerSchema.parse(
      JSON.parse(JSON.stringify(await handler({ request: { method: 'GET', uri, querystring, headers } }))),
    );
  };
}

test('it is small enough for CloudFront', async () => {
  expect((await viewerFunction({ signed: true, widths: [160] })).length).toBeLessThan(10_240);
});

test('many widths that do not fit are refused before CloudFront does', async () => {
  const widths = Array.from({ length: 2000 }, (_, index) => 10_000 + index);
  await expect(viewerFunction({ signed: false, widths })).rejects.toMatchObject({
    code: 'ViewerFunctionTooLarge',
  });
});

test('Accept becomes one of three, and nothing at an address with an extension', async () => {
  const visit = await viewer(false);
  const accept = async (value: string, uri = `/${id}/thumb`) =>
    (await visit(uri, { headers: { accept: { value } } })).headers.accept?.value;
  expect(await accept('image/avif,image/webp,*/*;q=0.8')).toBe('image/avif,image/webp');
  expect(await accept('image/webp, image/png')).toBe('image/webp');
  expect(await accept('image/avif;q=0, image/webp')).toBe('image/webp');
  expect(await accept('text/html,*/*')).toBe('*/*');
  expect(await accept('image/avif', `/${id}/thumb.jpg`)).toBe('*/*');
});

test('the signature goes on in a header, and whatever a viewer sent there is gone', async () => {
  const visit = await viewer(false);
  const token = signer.transform(id, { w: 161 });
  const forged = { 'x-darkroom-signature': { value: 'forged' } };
  expect(await visit(`/${id}/w_161`, { token, headers: forged })).toMatchObject({
    uri: `/${id}/w_161`,
    querystring: {},
    headers: { 'x-darkroom-signature': { value: token } },
  });
  expect((await visit(`/${id}/thumb`, { headers: forged })).headers).not.toHaveProperty(
    'x-darkroom-signature',
  );
});

test('a stored file is asked for by its key, as S3 knows it', async () => {
  expect((await (await viewer(false))(`/v/${file}`)).uri).toBe(`/${file}`);
});

test.each([
  [false, `/${id}/thumb`, undefined, ''],
  [false, `/${id}/w_160`, undefined, ''],
  [false, `/${id}/w_161`, undefined, 'SignatureMissing'],
  [false, `/${id}/w_161`, signer.presets(id), 'SignatureInvalid'],
  [true, `/${id}/w_160`, undefined, 'SignatureMissing'],
  [true, `/${id}/thumb`, undefined, 'SignatureMissing'],
  [true, `/${id}/thumb.jpg`, signer.presets(id), ''],
  [true, `/v/${file}`, signer.presets(id), ''],
  [true, `/v/${file}`, undefined, 'SignatureMissing'],
  [true, `/${id}/thumb`, signer.presets(id, { expiresIn: 60, now: new Date(0) }), 'SignatureExpired'],
  [true, `/${id}/thumb`, signer.presets(id).replace('k1', 'k2'), 'SignatureInvalid'],
  [false, '/nothing', undefined, 'NotFound'],
])('everything signed: %s, %s with %s: %s', async (signed, uri, token, code) => {
  const { body = '{}' } = await (await viewer(signed))(uri, token === undefined ? {} : { token });
  expect(JSON.parse(body).code ?? '').toBe(code);
});

test('it opens what the server opens, and nothing else', async () => {
  const visit = await viewer(true);
  const scopes = fc.constantFrom(
    'presets',
    transformText({ w: 100, fit: 'cover' }),
    't/0123456789abcdef0123456789abcdef',
    'w_100',
  );
  const paths = fc.constantFrom(
    `/${id}/thumb`,
    `/${id}/w_100-fit_cover.webp`,
    `/v/${file}`,
    `/v/${id}/0055AE.0000000000A/t/0123456789abcdef0123456789abcdef.webp`,
    `/${id}/w_100`,
  );
  const opens = new Map([
    [`/${id}/thumb`, 'presets'],
    [`/${id}/w_100-fit_cover.webp`, 'fit_cover-w_100'],
    [`/v/${file}`, 'presets'],
    [
      `/v/${id}/0055AE.0000000000A/t/0123456789abcdef0123456789abcdef.webp`,
      't/0123456789abcdef0123456789abcdef',
    ],
    [`/${id}/w_100`, 'w_100'],
  ]);
  await fc.assert(
    fc.asyncProperty(scopes, paths, async (scope, path) => {
      expect(parseAddress(path)).toBeDefined();
      const { body = '' } = await visit(path, { token: signer.token(id, scope) });
      expect(isOpen(body)).toBe(opens.get(path) === scope);
    }),
  );
});
