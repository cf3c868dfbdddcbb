import { describe, expect, it } from 'vitest';
import { animation, limits, redAndBlue } from '../test/images.ts';
import { largePng } from '../test/large-images.ts';
import { makeHeic, square } from '../test/make-heic.ts';
import { makeDng } from '../test/make-raw.ts';
import { Corrupt, ImageError, TooLarge, UnsupportedFormat } from './errors.ts';
import { inspect } from './inspect.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text.padEnd(200));

describe('inspect', () => {
  it('reads the header of every input format', async () => {
    const image = redAndBlue(40, 30);
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const) {
      const bytes = await image.clone().toFormat(format).toBuffer();
      const metadata = await inspect(bytes, limits);
      expect(metadata).toMatchObject({ format, width: 40, height: 30, pages: 1, bytes: bytes.byteLength });
    }
  });

  it('gives width and height after the EXIF orientation', async () => {
    const lying = await redAndBlue(40, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await inspect(lying, limits)).toMatchObject({ width: 30, height: 40 });
  });

  it('refuses everything that is not a photo or picture', async () => {
    const others = [
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      '%PDF-1.7\n',
      '<!doctype html>',
      '8BPS',
    ];
    for (const other of others) {
      await expect(inspect(bytesOf(other), limits)).rejects.toThrow(UnsupportedFormat);
    }
  });

  it('refuses formats that are switched off, and names those that are not', async () => {
    const limited = { ...limits, formats: ['jpeg', 'raw'] } as const;
    const jpeg = await redAndBlue(40, 30).jpeg().toBuffer();
    expect(await inspect(jpeg, limited)).toMatchObject({ format: 'jpeg' });
    await expect(inspect(makeHeic([square('brick')]), limited)).rejects.toThrow(
      'HEIC is not accepted here (limits.formats): upload JPEG, RAW.',
    );
    const raw = makeDng(await redAndBlue(1200, 800).jpeg().toBuffer());
    expect(await inspect(raw, limited)).toMatchObject({ format: 'jpeg' });
    await expect(inspect(raw, { ...limits, formats: ['jpeg'] })).rejects.toThrow('RAW is not accepted');
  });

  it('calls a damaged header corrupt', async () => {
    const png = await redAndBlue(40, 30).png().toBuffer();
    await expect(inspect(png.subarray(0, 20), limits)).rejects.toThrow(Corrupt);
    await expect(inspect(new Uint8Array(), limits)).rejects.toThrow(Corrupt);
  });

  it('says which limit an image exceeds and what to change', async () => {
    const png = await redAndBlue(400, 300).png().toBuffer();
    await expect(inspect(png, { ...limits, maxBytes: 100 })).rejects.toThrow(
      `The file has ${png.byteLength} bytes, more than limits.maxBytes 100: raise it in darkroom.config.ts or upload a smaller image.`,
    );
  });

  it('takes no side that is longer than a picture has', async () => {
    const line = (width: number, height: number) => largePng({ width, height, depth: 8, channels: 1 });
    expect(await inspect(line(65_535, 1), limits)).toMatchObject({ width: 65_535, height: 1 });
    await expect(inspect(line(33_000_000, 1), limits)).rejects.toThrow(
      'The image is 33000000 × 1: neither side may have more than 65535 pixels.',
    );
    await expect(inspect(line(50, 1_000_000), limits)).rejects.toThrow(TooLarge);
  });

  it('counts every frame of an animation, but one page of a document', async () => {
    const strip = await animation(40, 30);
    for (const moving of [await strip.clone().toBuffer(), await strip.clone().webp().toBuffer()]) {
      expect(await inspect(moving, limits)).toMatchObject({ pages: 3, height: 30 });
      await expect(inspect(moving, { ...limits, maxFrames: 2 })).rejects.toThrow(
        'The animation has 3 frames, more than limits.maxFrames 2',
      );
    }
    const tiff = await strip.clone().tiff().toBuffer();
    expect(await inspect(tiff, { ...limits, maxFrames: 2 })).toMatchObject({ pages: 3 });
  });

  it('gives every error a stable code', async () => {
    const error = await inspect(bytesOf('hello'), limits).catch((reason) => reason);
    expect(error).toBeInstanceOf(ImageError);
    expect(error).toMatchObject({ code: 'UnsupportedFormat', name: 'UnsupportedFormat' });
  });
});
