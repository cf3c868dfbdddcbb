import sharp from 'sharp';
import { screenshot } from '../drawn.ts';
import { samplePhoto } from '../sample-photo.ts';
import type { Variant } from './tool.ts';

export interface Original {
  readonly name: string;
  /** Of the file's name. */
  readonly extension: string;
  readonly bytes: Uint8Array;
  readonly variants: readonly Variant[];
}

const webp = { format: 'webp', quality: 80 } as const;
const small: readonly Variant[] = [
  { name: 'thumb.webp', width: 320, height: 320, ...webp },
  { name: 'small.webp', width: 640, ...webp },
  { name: 'medium.webp', width: 1280, ...webp },
];
/** Three WebP and one JPEG. */
export const ofPhoto: readonly Variant[] = [
  ...small,
  { name: 'large.jpeg', width: 2048, format: 'jpeg', quality: 82 },
];

const landscape = await samplePhoto('french-alpine-landscape');
const enlarged = (width: number, height: number) =>
  sharp(landscape).resize(width, height, { fit: 'cover' }).jpeg({ quality: 92 }).toBuffer();

const vignette = `<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1600">
  <ellipse cx="1200" cy="800" rx="1100" ry="700"/></svg>`;

async function cutOut(): Promise<Buffer> {
  return sharp(landscape)
    .resize(2400, 1600, { fit: 'cover' })
    .ensureAlpha()
    .composite([{ input: Buffer.from(vignette), blend: 'dest-in' }])
    .png()
    .toBuffer();
}

/** Twelve windows of a photograph, one after the other. */
async function animation(): Promise<Buffer> {
  const frames = Array.from({ length: 12 }, (_, n) =>
    sharp(landscape)
      .resize(1400)
      .extract({ left: 8 * n, top: 4 * n, width: 800, height: 450 })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
}

export const originals: readonly Original[] = [
  { name: 'JPEG of 24 MP', extension: 'jpg', bytes: await enlarged(6000, 4000), variants: ofPhoto },
  { name: 'JPEG of 12 MP', extension: 'jpg', bytes: await enlarged(4032, 3024), variants: ofPhoto },
  {
    name: 'screenshot, PNG of 2880 × 1800',
    extension: 'png',
    bytes: await screenshot(1.8),
    variants: ofPhoto,
  },
  { name: 'PNG of 2400 × 1600 with alpha', extension: 'png', bytes: await cutOut(), variants: small },
  {
    name: 'GIF of 800 × 450, 12 frames',
    extension: 'gif',
    bytes: await animation(),
    variants: small.slice(0, 2),
  },
];
