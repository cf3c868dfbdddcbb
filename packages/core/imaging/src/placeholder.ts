import { rgbaToThumbHash } from 'thumbhash';
import { openPixels, type Pixels } from './libvips.ts';

/** ThumbHash's largest side. */
export const placeholderSide = 100;

/** What a page shows until the picture has loaded. */
export interface Placeholder {
  /** `#rrggbb`; transparency counts as white. */
  readonly dominantColour: string;
  /** Base64 of a ThumbHash (evanw.github.io/thumbhash), about 25 bytes. */
  readonly thumbHash: string;
}

export async function makePlaceholder(pixels: Pixels): Promise<Placeholder> {
  const { data, info } = await openPixels(pixels)
    .resize(placeholderSide, placeholderSide, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const small: Pixels = { data, width: info.width, height: info.height, channels: 4 };
  const opaque = await openPixels(small).flatten({ background: '#ffffff' }).raw().toBuffer();
  const { dominant } = await openPixels({ ...small, data: opaque, channels: 3 }).stats();
  return {
    dominantColour: `#${[dominant.r, dominant.g, dominant.b].map(hex).join('')}`,
    thumbHash: Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64'),
  };
}

function hex(channel: number): string {
  return Math.round(channel).toString(16).padStart(2, '0');
}
