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

/** A HEIC of 64 × 64 pixels in one colour, as libheif and x265 write it: sharp writes none. */
export const heic = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAAAHgAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqSSmubgQEDAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAEAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAAmbWRhdAAAABooAa8E+EEyadv/mV///+4BvZf0aNJPRxg2/A==',
  'base64',
);

/** A JPEG XL of 64 × 64 pixels in one colour, as cjxl writes it. */
export const jxl = Buffer.from(
  '/wpPQEJxIQASiAIAOAFd5RIAABUqo4wbvJzr+fJDh8W0jesMbbVtAQAAADyAfyWMiWeAhYkZSGuMwXCMwYtQX7y7GOMdg0gvAAD/4j1o5gogMIBxAXANAGCwEgA=',
  'base64',
);

/** A BMP of two pixels with 32 bits, which sharp does not write either. */
export const bmp = Buffer.from(
  'Qk0+AAAAAAAAADYAAAAoAAAAAgAAAAEAAAABACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAyAAAAAAAyAA=',
  'base64',
);
