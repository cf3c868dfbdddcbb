import { gzipSync } from 'node:zlib';
import { transformBaseImageProps } from '@unpic/core/base';
import { build } from 'esbuild';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createLoader,
  createProvider,
  createTransformer,
  imageUrls,
  parseAddress,
  pictureParts,
  scopeOf,
} from './index.ts';
import { createSigner, verifyToken } from './sign.ts';

const id = '0123456789abcdef0123456789abcdef';
const base = 'https://pictures.example';
const urls = imageUrls<'thumb' | 'large'>({ base: `${base}/` });

test('addresses are short and readable', () => {
  expect(urls.preset(id, 'thumb')).toBe(`${base}/${id}/thumb`);
  expect(urls.preset(id, 'thumb', { format: 'jpg', token: 'k1.abc' })).toBe(
    `${base}/${id}/thumb.jpg?s=k1.abc`,
  );
  expect(
    urls.transform(id, {
      w: 800,
      fit: 'cover',
      focus: { x: 0.5, y: 0.25 },
      bg: '#FF8800',
      crop: [0, 0.1, 0.5, 0.9],
    }),
  ).toBe(`${base}/${id}/bg_ff8800-crop_0x0.1x0.5x0.9-fit_cover-focus_0.5x0.25-w_800`);
  expect(urls.srcset(id, [160, 320])).toBe(`${base}/${id}/w_160 160w, ${base}/${id}/w_320 320w`);
});

const decimals = fc.integer({ min: 1, max: 9999 }).map((tenThousandths) => tenThousandths / 10_000);
const transforms = fc.record(
  {
    w: fc.integer({ min: 1, max: 16_383 }),
    blur: decimals.map((value) => value + 1),
    focus: fc.oneof(
      fc.constantFrom('center' as const, 'attention' as const),
      fc.record({ x: decimals, y: decimals }),
    ),
    fit: fc.constantFrom('cover' as const, 'contain' as const),
    grayscale: fc.boolean(),
    radius: fc.constantFrom(12, 'max' as const),
  },
  { requiredKeys: ['w'] },
);
const formats = fc.constantFrom(
  undefined,
  'jpg' as const,
  'png' as const,
  'webp' as const,
  'avif' as const,
  'gif' as const,
);

test('what is built is read back as the same transform and format, without a character that anybody encodes', () => {
  fc.assert(
    fc.property(transforms, formats, (transform, format) => {
      const path = new URL(urls.transform(id, transform, { format })).pathname;
      expect(path).toMatch(/^[A-Za-z0-9._~/-]+$/);
      const address = parseAddress(path);
      expect(address).toMatchObject({ kind: 'transform', id, extension: format });
      const token = createSigner({ id: 'k1', secret: 's' }).transform(id, transform);
      const opened =
        address &&
        verifyToken(token, {
          id,
          scope: scopeOf(address),
          keys: [{ id: 'k1', secret: 's' }],
          now: new Date(),
        });
      expect(opened).toBe('valid');
    }),
  );
});

test('nothing else is an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const address = parseAddress(`/${id}/${text}`);
      if (address) expect(text).toMatch(/^[a-z0-9][a-z0-9._-]*$/);
    }),
  );
});

test('a signature of any other text, key or time opens nothing', () => {
  const keys = [
    { id: 'k1', secret: 'one' },
    { id: 'k2', secret: 'two' },
  ];
  const now = new Date('2026-01-01T00:00:00Z');
  const token = createSigner({ id: 'k1', secret: 'one' }).presets(id, { expiresIn: 60, now });
  const wanted = { id, scope: 'presets', keys, now };
  expect(verifyToken(token, wanted)).toBe('valid');
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abcXYZ019_-.'), (at, character) => {
      const forged = token.slice(0, at) + character + token.slice(at + 1);
      if (forged !== token) expect(verifyToken(forged, wanted)).not.toBe('valid');
    }),
  );
  expect(verifyToken(token, { ...wanted, now: new Date('2026-01-01T00:02:01Z') })).toBe('expired');
  expect(verifyToken(token, { ...wanted, keys: keys.slice(1) })).toBe('invalid');
});

test('loaders ask for widths of the ladder', () => {
  expect(createLoader({ base })({ src: id, width: 700 })).toBe(`${base}/${id}/w_800`);
  expect(createLoader({ base })({ src: id, width: 3840 })).toBe(`${base}/${id}/w_2560`);
  const fromNuxt = createProvider({ base });
  expect(fromNuxt(`/${id}`, { modifiers: { width: '100' } })).toEqual({ url: `${base}/${id}/w_160` });
  expect(fromNuxt(`/${id}`, { modifiers: { width: undefined } })).toEqual({ url: `${base}/${id}/w_2560` });
});

test("unpic's images take widths of the ladder", () => {
  const { src, srcset } = transformBaseImageProps({
    src: id,
    layout: 'constrained',
    width: 640,
    height: 480,
    breakpoints: [300, 640, 1280],
    transformer: createTransformer({ base }),
  });
  expect(src).toBe(`${base}/${id}/w_640`);
  expect(srcset?.toString().split(',\n')).toEqual([
    `${base}/${id}/w_320 300w`,
    `${base}/${id}/w_640 640w`,
    `${base}/${id}/w_1280 1280w`,
  ]);
});

test('a picture has its size and colour before it has its pixels', () => {
  const srcset = `${base}/${id}/small.webp 640w, ${base}/${id}/medium.webp 1280w`;
  const sources = [{ type: 'image/avif', srcset: `${base}/${id}/large.avif 2048w` }];
  const image = {
    url: `${base}/${id}`,
    width: 3000,
    height: 2000,
    dominantColour: '#336699',
    srcset,
    sources,
  };
  expect(pictureParts(image, { alt: 'A boat', sizes: '50vw' })).toEqual({
    sources: [{ ...sources[0], sizes: '50vw' }],
    img: {
      src: `${base}/${id}/small.webp`,
      srcset,
      sizes: '50vw',
      width: 3000,
      height: 2000,
      alt: 'A boat',
      loading: 'lazy',
      decoding: 'async',
      style: 'background-color: #336699',
    },
  });
});

test('in a browser it weighs less than 2 KB', async () => {
  const { outputFiles } = await build({
    entryPoints: [new URL('./index.ts', import.meta.url).pathname],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  expect(gzipSync(outputFiles[0]?.contents ?? '').byteLength).toBeLessThan(2048);
});
