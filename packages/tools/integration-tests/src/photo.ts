import { randomUUID } from 'node:crypto';
import sharp from 'sharp';

/** A key that no other test uses. */
export function uniqueKey(name: string): string {
  return `tests/${randomUUID()}/${name}`;
}

/** A photo-like JPEG: gradients and noise, so that encoders have something to do. */
export async function photo(width = 1600, height = 1067, seed = 0): Promise<Buffer> {
  const noise = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#336699',
      noise: { type: 'gaussian', mean: 128, sigma: 20 },
    },
  })
    .png()
    .toBuffer();
  return sharp(noise)
    .tint({ r: (seed * 67) % 255, g: (seed * 131) % 255, b: 120 })
    .blur(2)
    .jpeg({ quality: 90 })
    .toBuffer();
}
