import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { colourAt, limits, redAndBlue } from '../../test/images.ts';
import { assemblePng, header, iccChunk, makePng, type PngChunk, rows, uint32 } from '../../test/make-png.ts';
import { codedProfile, columns, greyProfile, rgbProfile, srgbCurve } from '../../test/make-profile.ts';
import { renderOne } from '../../test/render-presets.ts';
import { near, shownAt } from '../../test/shown.ts';
import { UnsupportedFormat } from '../errors.ts';
import { inspect } from '../inspect.ts';

const gamma = (value: number): PngChunk => ['gAMA', uint32(value * 100_000)];
const chromaticities = (...points: readonly number[]): PngChunk => [
  'cHRM',
  uint32(...points.map((point) => point * 100_000)),
];
const ofSrgb = chromaticities(0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06);
const ofSwapped = chromaticities(0.3127, 0.329, 0.3, 0.6, 0.64, 0.33, 0.15, 0.06);
const ofP3 = chromaticities(0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06);
const codes = (primaries: number, transfer: number, isFullRange = 1): PngChunk => [
  'cICP',
  Buffer.from([primaries, transfer, 0, isFullRange]),
];
const brightest = (candelas: number): PngChunk => ['cLLI', uint32(candelas * 10_000, 0)];
const srgb: PngChunk = ['sRGB', Buffer.from([0])];
const linearGrey = iccChunk(greyProfile({ gamma: 1 }));
const linearRgb = iccChunk(rgbProfile({ gamma: 1 }, columns.srgb));
const adobe = iccChunk(
  rgbProfile({ gamma: 2.2 }, [
    [0.60974, 0.31111, 0.01947],
    [0.20528, 0.62567, 0.06087],
    [0.14919, 0.06322, 0.74457],
  ]),
);

const [brick, mid] = [
  [200, 60, 40],
  [128, 128, 128],
];

/** Stored sample values, chunks, and what Chromium 156 makes of them. */
const rowsOfChromium: readonly (readonly [
  string,
  readonly number[],
  readonly PngChunk[],
  readonly number[],
])[] = [
  ['no colour chunk', brick, [], brick],
  ['gAMA 1.0', brick, [gamma(1)], [229, 133, 110]],
  ['gAMA 1.0 of greys', [128], [gamma(1)], [188, 188, 188]],
  ['gAMA 0.5', mid, [gamma(0.5)], [137, 137, 137]],
  ['gAMA 0.45455, by which encoders mean sRGB', mid, [gamma(0.45455)], mid],
  ['gAMA 0.45455 with the primaries of sRGB', brick, [gamma(0.45455), ofSrgb], [201, 57, 35]],
  ['gAMA 0', brick, [gamma(0)], brick],
  ['cHRM alone', brick, [ofP3], brick],
  ['cHRM of Display P3', brick, [gamma(0.45455), ofP3], [219, 37, 13]],
  ['cHRM with red and green swapped', [255, 0, 0], [gamma(0.45455), ofSwapped], [0, 255, 0]],
  ['cHRM that is no triangle', mid, [gamma(1), chromaticities(0.3127, 0.329, 0, 0, 0, 0, 0, 0)], mid],
  ['sRGB before gAMA and cHRM', brick, [srgb, ofP3, gamma(1)], brick],
  ['iCCP before gAMA', brick, [gamma(0.2), linearRgb], [229, 133, 110]],
  ['cICP of Display P3', brick, [codes(12, 13)], [217, 42, 23]],
  ['cICP of Display P3 of greys', [128], [codes(12, 13)], mid],
  ['cICP before iCCP and sRGB', brick, [codes(9, 13), srgb], [247, 0, 23]],
  ['cICP of television', mid, [codes(1, 1)], [121, 121, 121]],
  ['cICP of narrow range', brick, [codes(12, 13, 0)], brick],
  ['cICP that means nothing, before gAMA', brick, [codes(12, 200), gamma(1)], [229, 133, 110]],
  ['PQ', mid, [codes(9, 16)], [132, 132, 132]],
  ['PQ of 500 cd/m²', mid, [codes(9, 16), brightest(500)], [156, 156, 156]],
  ['PQ no brighter than paper', mid, [codes(9, 16), brightest(203)], [181, 181, 181]],
  ['PQ in colour', [170, 150, 160], [codes(9, 16)], [255, 153, 196]],
  ['HLG', mid, [codes(9, 18)], [99, 99, 99]],
  ['HLG in colour', brick, [codes(9, 18)], [230, 0, 8]],
  ['a linear grey profile', [64], [linearGrey], [137, 137, 137]],
  ['a dark grey with a linear profile', [1], [linearGrey], [13, 13, 13]],
  ['a linear profile of RGB on greys', [64], [linearRgb], [137, 137, 137]],
  ['a grey profile on RGB', [64, 64, 64], [linearGrey], [64, 64, 64]],
  ['a profile of sRGB', [255, 0, 0], [iccChunk(rgbProfile(srgbCurve, columns.srgb))], [255, 0, 0]],
  ['a profile of Display P3', brick, [iccChunk(rgbProfile(srgbCurve, columns.displayP3))], [217, 42, 23]],
  ['a profile of Adobe RGB', brick, [adobe], [231, 57, 34]],
  ['a profile that says Display P3 in code points', brick, [iccChunk(codedProfile(12, 13))], [217, 42, 23]],
  ['a profile that says PQ in code points', mid, [iccChunk(codedProfile(9, 16))], [132, 132, 132]],
  ['a profile that is cut off', brick, [iccChunk(greyProfile({ gamma: 1 }).subarray(0, 140))], brick],
];

describe.each([8, 16] as const)('a PNG with %i bits a sample and', (depth) => {
  const scale = depth === 16 ? 257 : 1;
  test.each(rowsOfChromium)('%s looks as in a browser', async (_, pixel, chunks, shown) => {
    const channels = pixel.length as 1 | 3;
    const plain = { width: 8, height: 8, depth, channels, at: () => pixel.map((value) => value * scale) };
    expect((await shownAt(makePng(plain, chunks))).slice(0, 3)).toEqual(near(shown));
    const seen = { ...plain, channels: (channels + 1) as 2 | 4, at: () => [...plain.at(), 128 * scale] };
    expect(await shownAt(makePng(seen, chunks))).toEqual(near([...shown, 128]));
  });
});

test('dark 16-bit tones with a linear profile keep steps that 8 bits do not have', async () => {
  for (const [channels, profile] of [
    [1, linearGrey],
    [3, linearRgb],
  ] as const) {
    const at = (x: number) => Array<number>(channels).fill(16 * x);
    const file = makePng({ width: 64, height: 2, depth: 16, channels, at }, [profile]);
    const { bytes } = await renderOne(file, { width: 64, format: 'png' });
    const tones = await Promise.all([...Array(64).keys()].map((x) => colourAt(bytes, (x + 0.5) / 64, 0.5)));
    expect(new Set(tones.map(([tone]) => tone)).size).toBeGreaterThan(30); // 8 bits would give 4
  }
});

describe('an animated PNG', () => {
  const size = { width: 8, height: 8, depth: 8, channels: 3 } as const;
  const frame = (colour: readonly number[]) => deflateSync(rows({ ...size, at: () => colour }));
  const control = (number: number, width = 8): PngChunk => [
    'fcTL',
    Buffer.concat([uint32(number, width, 8, 0, 0), Buffer.from([0, 1, 0, 1, 0, 0])]),
  ];
  const data = (number: number, colour: readonly number[]): PngChunk => [
    'fdAT',
    Buffer.concat([uint32(number), frame(colour)]),
  ];
  const animates: PngChunk = ['acTL', uint32(2, 0)];
  const [red, green, blue] = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
  ];
  const hidden = (first: PngChunk, chunks: readonly PngChunk[] = []) =>
    assemblePng([
      ...[header(size), animates, ...chunks, ['IDAT', frame(red)] as const],
      ...[first, data(1, green), control(2), data(3, blue)],
    ]);

  test('is shown as its first frame, not as the image for programs without APNG', async () => {
    expect((await shownAt(hidden(control(0)))).slice(0, 3)).toEqual(green);
    expect((await shownAt(hidden(control(0), [codes(12, 13)]))).slice(0, 3)).toEqual([0, 255, 0]);
  });

  test('is shown as its image if that is the first frame', async () => {
    const file = assemblePng([
      ...[header(size), animates, control(0), ['IDAT', frame(red)] as const],
      ...[control(1), data(2, green)],
    ]);
    expect((await shownAt(file)).slice(0, 3)).toEqual(red);
  });

  test('is refused if its first frame does not fill it', async () => {
    const error = await inspect(hidden(control(0, 4)), limits).catch((reason) => reason);
    expect(error).toBeInstanceOf(UnsupportedFormat);
    expect(error.message).toContain('animated PNG whose first frame does not fill it');
  });
});

test('a palette keeps its colours under gAMA', async () => {
  const palette = await redAndBlue(20, 10).png({ palette: true }).toBuffer();
  const linear = Buffer.concat([palette.subarray(0, 33), gammaChunk(), palette.subarray(33)]);
  expect((await shownAt(linear, 0.1)).slice(0, 3)).toEqual([255, 0, 0]);
});

function gammaChunk(): Buffer {
  return assemblePng([gamma(1)]).subarray(8, 24);
}
