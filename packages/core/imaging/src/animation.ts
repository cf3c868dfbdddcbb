import type { Sharp } from 'sharp';
import type { ImageMetadata } from './inspect.ts';
import { openPixels } from './libvips.ts';
import { openSource, type Source } from './source.ts';

/** The most that sharp writes; WebP itself allows four hours. */
const longestDelay = 65_535;

/** How EXIF's orientations 2 to 8 are undone: turned clockwise, then mirrored left to right. */
const upright: Readonly<Record<number, { readonly turn: number; readonly mirror: boolean }>> = {
  2: { turn: 0, mirror: true },
  3: { turn: 180, mirror: false },
  4: { turn: 180, mirror: true },
  5: { turn: 270, mirror: true },
  6: { turn: 90, mirror: false },
  7: { turn: 90, mirror: true },
  8: { turn: 270, mirror: false },
};

/**
 * Returns a way to open an animation with upright frames, once per variant. To libvips all its frames together are one
 * tall picture, which it cannot turn. So if the EXIF orientation asks for that (in WebP; GIF has no EXIF), the frames are
 * turned here one by one, before any variant is made.
 */
export async function animationOpener(source: Source, metadata: ImageMetadata): Promise<() => Sharp> {
  const { width, height, pages } = metadata;
  const open = () => openSource(source, { animated: true, limitInputPixels: width * height * pages });
  if (metadata.format !== 'webp' || pages === 1) return open;
  const { orientation = 1, delay, loop } = await open().metadata();
  const how = upright[orientation];
  if (!how) return open;

  const { data, info } = await open().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { channels } = info;
  const lying = how.turn % 180 === 0 ? { width, height } : { width: height, height: width };
  const frames = Buffer.alloc(data.length);
  const frameBytes = data.length / pages;
  for (let at = 0; at < data.length; at += frameBytes) {
    const frame = openPixels({ data: data.subarray(at, at + frameBytes), ...lying, channels });
    frames.set(await frame.rotate(how.turn).flop(how.mirror).raw().toBuffer(), at);
  }
  const strip = { data: frames, width, height: height * pages, channels, pageHeight: height };
  const timing = { delay: delay?.map((milliseconds) => Math.min(milliseconds, longestDelay)), loop };
  return () => openPixels(strip).webp(timing); // raw pixels have no timing
}
