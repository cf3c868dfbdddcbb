import { rgbaToThumbHash } from 'thumbhash';
import { openPixels, type Pixels } from './libvips.ts';

/** ThumbHash's largest side. */
export const miniatureSide = 100;

/** What a page shows until the picture has loaded. */
export interface Placeholder {
  /** `#rrggbb`; transparency counts as white. */
  readonly dominantColour: string;
  /** Base64 of a ThumbHash (evanw.github.io/thumbhash), about 25 bytes. */
  readonly thumbHash: string;
}

/** The whole picture, so small that looking at each of its pixels costs nothing. */
export async function miniature(pixels: Pixels): Promise<Pixels> {
  const { data, info } = await openPixels(pixels)
    .resize(miniatureSide, miniatureSide, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 4 };
}

export async function makePlaceholder(small: Pixels): Promise<Placeholder> {
  const opaque = await openPixels(small).flatten({ background: '#ffffff' }).raw().toBuffer();
  const { dominant } = await openPixels({ ...small, data: opaque, channels: 3 }).stats();
  return {
    dominantColour: `#${[dominant.r, dominant.g, dominant.b].map(hex).join('')}`,
    thumbHash: Buffer.from(rgbaToThumbHash(small.width, small.height, small.data)).toString('base64'),
  };
}

function hex(channel: number): string {
  return Math.round(channel).toString(16).padStart(2, '0');
}
