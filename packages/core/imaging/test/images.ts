import sharp, { type Sharp } from 'sharp';
import type { Limits } from '../src/index.ts';

/** The defaults of darkroom.config.ts. */
export const limits: Limits = { maxBytes: 50 * 1024 ** 2, maxFrames: 2000 };

/** Left half red, right half blue. */
export function redAndBlue(width: number, height: number): Sharp {
  const half = {
    create: { width: Math.ceil(width / 2), height, channels: 3, background: '#0000ff' },
  } as const;
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    { input: half, left: Math.floor(width / 2), top: 0 },
  ]);
}

/** Three different frames, the first `redAndBlue`, shown for 100, 200 and 300 ms and played twice. */
export async function animation(width: number, height: number): Promise<Sharp> {
  const plain = (background: string) => sharp({ create: { width, height, channels: 3, background } });
  const frames = [redAndBlue(width, height), plain('#00ff00'), plain('#ffff00')];
  const pages = await Promise.all(frames.map((frame) => frame.png().toBuffer()));
  return sharp(pages, { join: { animated: true } }).gif({ delay: [100, 200, 300], loop: 2 });
}

/** The colour at a point, given as fractions of width and height, as [r, g, b, a]. */
export async function colourAt(image: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const column = Math.min(info.width - 1, Math.floor(x * info.width));
  const row = Math.min(info.height - 1, Math.floor(y * info.height));
  return [...data.subarray((row * info.width + column) * 4).subarray(0, 4)];
}

/** Mean absolute difference of two pictures' channels, 0 to 255, compared at 32 × 32. */
export async function difference(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [left, right] = await Promise.all(
    [a, b].map((image) =>
      sharp(image)
        .flatten()
        .removeAlpha()
        .toColourspace('srgb')
        .resize(32, 32, { fit: 'fill' })
        .raw()
        .toBuffer(),
    ),
  );
  if (!left || !right || left.length !== right.length)
    throw new Error('The pictures have different channels.');
  return left.reduce((sum, value, index) => sum + Math.abs(value - (right[index] ?? 0)), 0) / left.length;
}
