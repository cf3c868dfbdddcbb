import { type OriginalFormat, originalFormats } from '@darkroom/pipeline-config';
import sharp, { type Sharp } from 'sharp';
import { isAnimated } from '../src/formats-of.ts';
import { inspect } from '../src/inspect.ts';
import { fileType } from '../src/output-format.ts';
import { animation, colourAt, limits } from './images.ts';
import { alphaProperty, box, codedItem, makeAvif, nclx } from './make-avif.ts';
import { type BmpPicture, makeBmp, storedRows } from './make-bmp.ts';
import { colours, makeHeic, square } from './make-heic.ts';
import { jxl } from './make-jxl.ts';
import { makePng, type PngChunk } from './make-png.ts';
import { columns, rgbProfile } from './make-profile.ts';
import { makeDng } from './make-raw.ts';
import { renderOne } from './render-presets.ts';

type Make = () => Promise<Buffer> | Buffer;

/** A file with a property; `undefined` where the format has none, or the tests cannot make it. */
interface Samples {
  readonly plain: Make;
  readonly animated?: Make;
  readonly alpha?: Make;
  readonly deep?: Make;
  readonly profile?: Make;
  readonly hdr?: Make;
}

const brick = { r: 200, g: 60, b: 40 };
const still = (background: object = brick, channels: 3 | 4 = 3) =>
  sharp({ create: { width: 64, height: 64, channels, background: background as typeof brick } });
const clear = () => still({ ...brick, alpha: 0.5 }, 4);
const deep = () => still().toColourspace('rgb16');
/** Linear light: what ignores it shows other colours. */
const linear = rgbProfile({ gamma: 1 }, columns.srgb);
const profiled = (image: Sharp) => image.withIccProfile('p3');
const colr = box('colr', Buffer.from('prof'), linear);
const pq: PngChunk = ['cICP', Buffer.from([9, 16, 0, 1])];
const hdrPng = () => makePng({ width: 8, height: 8, depth: 8, channels: 3, at: () => [200, 60, 40] }, [pq]);
const avif = async (...more: Buffer[]) => {
  const { stream, properties } = await codedItem(still());
  return makeAvif({ items: [{ stream, properties: [...properties, ...more] }] });
};
const bmp = (
  pixel: number,
  { bits, ...more }: Pick<BmpPicture, 'bits' | 'compression' | 'masks' | 'profile'>,
) => {
  const size = { width: 64, height: 64, bits };
  return makeBmp({ ...size, header: 124, pixels: storedRows(size, () => pixel), ...more });
};

const samples: Readonly<Record<OriginalFormat, Samples>> = {
  jpeg: { plain: () => still().jpeg().toBuffer(), profile: () => profiled(still()).jpeg().toBuffer() },
  png: {
    plain: () => still().png().toBuffer(),
    alpha: () => clear().png().toBuffer(),
    deep: () => deep().png().toBuffer(),
    profile: () => profiled(still()).png().toBuffer(),
    hdr: hdrPng,
  },
  webp: {
    plain: () => still().webp().toBuffer(),
    animated: async () => (await animation(40, 30)).webp().toBuffer(),
    alpha: () => clear().webp().toBuffer(),
    profile: () => profiled(still()).webp().toBuffer(),
  },
  avif: {
    plain: () => avif(),
    alpha: () => clear().avif().toBuffer(),
    deep: () => still().avif({ bitdepth: 10 }).toBuffer(),
    profile: () => avif(colr),
    hdr: () => avif(nclx(9, 16)),
  },
  heic: {
    plain: () => makeHeic([square('brick')]),
    alpha: () => makeHeic([square('brick'), square('grey', alphaProperty)], [['auxl', 2, 1]]),
    deep: () => makeHeic([square('deepBrick')]),
    profile: () => makeHeic([square('brick', colr)]),
    hdr: () => makeHeic([square('brick', colours(9, 16))]),
  },
  jxl: {
    plain: () => jxl('lossy'),
    animated: () => jxl('animated'),
    alpha: () => jxl('alpha'),
    deep: () => jxl('deep'),
    profile: () => jxl('linear'),
    hdr: () => jxl('pq'),
  },
  gif: {
    plain: () => still().gif().toBuffer(),
    animated: async () => (await animation(40, 30)).gif().toBuffer(),
    alpha: () =>
      still({ ...brick, alpha: 0 }, 4)
        .gif()
        .toBuffer(),
  },
  tiff: {
    plain: () => still().tiff().toBuffer(),
    alpha: () => clear().tiff({ compression: 'lzw' }).toBuffer(),
    deep: () => deep().tiff().toBuffer(),
    profile: () => profiled(still()).tiff().toBuffer(),
  },
  bmp: {
    plain: () => bmp(0xc83c28, { bits: 24 }),
    alpha: () => bmp(0x80c83c28, { bits: 32, compression: 3, masks: [0xff0000, 0xff00, 0xff, 0xff000000] }),
    deep: () => bmp(0x3223c4a0, { bits: 32, compression: 3, masks: [0x3ff00000, 0xffc00, 0x3ff] }),
    profile: () => bmp(0xc83c28, { bits: 24, profile: linear }),
  },
  raw: {
    plain: async () => makeDng(await still().resize(1200, 800).jpeg().toBuffer()),
    profile: async () => makeDng(await profiled(still().resize(1200, 800)).jpeg().toBuffer()),
  },
};

/** What is true beside what can be tried. */
const notes: Readonly<Record<OriginalFormat, string>> = {
  jpeg: 'CMYK, progressive and 12 MP to 200 MP of phones; an HDR gain map is left out, or [kept in JPEGs](photos.md#hdr)',
  png: 'an APNG gives its first frame; greys and palettes stay small',
  webp: 'lossy and lossless, 16,383 pixels a side',
  avif: 'of an animation its still picture; 16,383 pixels a side when written',
  heic: 'tiles, turned and mirrored ones; of a burst or a live photo its primary picture; maps of depth, and Apple’s HDR gain map, are [dropped](photos.md#hdr)',
  jxl: 'lossy, lossless and from a JPEG; of an animation its first frame; no CMYK',
  gif: 'transparency is on or off',
  tiff: 'the first picture; no floating point',
  bmp: 'all kinds that Windows writes, also in runs (RLE); a JPEG or a PNG inside is refused, a linked profile is ignored',
  raw: 'DNG, CR2, CR3, NEF, ARW, PEF, RAF: the largest JPEG inside, if it has 1,000 pixels or more',
};

async function isRead(make: Make): Promise<boolean> {
  await renderOne(await make(), { width: 16, format: 'png' });
  return true;
}

async function shown(make: Make | undefined): Promise<number[] | undefined> {
  if (!make) return undefined;
  const { bytes } = await renderOne(await make(), { width: 5000, format: 'png' });
  return colourAt(bytes, 0.5, 0.5);
}

/** The sample's colour in sRGB, or as a profile of linear light makes it. */
const right = [
  [200, 60, 40],
  [229, 133, 110],
] as const;

function isRight(colour: readonly number[] | undefined): boolean {
  return right.some(
    (wanted) => colour && wanted.every((value, at) => Math.abs(value - (colour[at] ?? 0)) <= 5),
  );
}

const yes = (is: boolean) => (is ? 'yes' : '–');

async function rowOf(format: OriginalFormat): Promise<string> {
  const { plain, animated, alpha, deep: deepOne, profile, hdr } = samples[format];
  const [, , , opacity] = (await shown(alpha)) ?? [];
  const cells = [
    yes(await isRead(plain)),
    yes(format in fileType),
    yes(animated !== undefined && isAnimated(await inspect(await animated(), limits))),
    yes(opacity !== undefined && opacity < 255),
    isRight(await shown(deepOne)) ? 'as 8' : '–',
    yes(isRight(await shown(profile))),
    hdr && !isRight(await shown(hdr)) ? 'tone-mapped' : '–',
    notes[format],
  ];
  return `| ${format} | ${cells.join(' | ')} |`;
}

/** Every cell but the notes comes from a file that was made and read for it. */
export async function formatsDocument(): Promise<string> {
  const rows = [];
  for (const format of originalFormats) rows.push(await rowOf(format));
  return `# Formats

<!-- Written by \`pnpm docs:formats\`, from what the code does with a sample of each. -->

Darkroom tells a format by a file's bytes, whatever its name and its \`Content-Type\` say. \`limits.formats\` in the [configuration](configuration.md) switches each one off. What is not here is refused with the name of its format, as \`UnsupportedFormat\`.

| \`limits.formats\` | read | written | animated | alpha | more than 8 bits | ICC profile | HDR (PQ, HLG) | |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Pictures are written with 8 bits a channel, in sRGB, or in Display P3 with [\`colour: 'p3'\`](photos.md#colours). Colours are converted, not relabelled: by the ICC profile, or by the code points of AVIF, HEIC, JPEG XL and PNG.

Sizes are limited by memory and time, not by format: [limits](configuration.md#limits).

## HEIC

The photos of iPhones, and of other phones and cameras that save HEIF, are coded as HEVC (H.265). They are decoded by [libheif](https://github.com/strukturag/libheif) and libde265, built as WebAssembly and under the LGPL; their licence is in the zips of the functions. That build leaves out HEVC's filters, which smooth the edges of blocks; here they are switched on again, at no cost that can be measured. The decoder is loaded when the first such photo comes, so that others do not wait for it. Photos are decoded one at a time, each in a worker that ends with it:

| | processor time | memory of the function |
|---|---|---|
| 12 MP | 0.8 s | 220 MB |
| 48 MP | 2.2 s | 550 MB |
| 12 MP of noise, 4:4:4 | 3.2 s | 330 MB |

HEVC is covered by patents in some countries. Whether you need a licence to decode it is yours to decide; without \`'heic'\` in \`limits.formats\` the decoder is never loaded. Nothing is ever written as HEIC.

## JPEG XL

Its header is read here, before anything is decoded: size, turn, depth, alpha and colours. Then [jxl-oxide](https://github.com/tirr-c/jxl-oxide) 0.12.5 decodes it: Rust, built as WebAssembly (1.8 MB, 0.6 MB in a zip), under MIT or Apache 2.0, whose licences are in the zips. It is loaded when the first such picture comes, and runs as HEIC's decoder does. What its header promises is the most memory that it gets, so that a picture which hides a larger one is \`Corrupt\`.

| | processor time | memory of the function |
|---|---|---|
| 12 MP | 5.5 s | 400 MB |
| 24 MP | 10.5 s | 760 MB |

Most of the time goes into a PNG, the only form in which jxl-oxide hands pixels to JavaScript; it keeps their colours, their 16 bits and HDR. @jsquash/jxl 1.3.0 was tried too: for half the time and the same memory it gives 8 bits in sRGB, with wider colours clipped and HDR far too dark. By default 24 MP fit, and 12 MP where pictures are made on demand; 48 MP need [3.2 GB](configuration.md#limits).
`;
}
