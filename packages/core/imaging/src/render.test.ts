import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { animation, colourAt, redAndBlue } from '../test/images.ts';
import { renderAll, renderOne } from '../test/render-presets.ts';
import { Corrupt } from './errors.ts';

const red = [255, 0, 0, 255];
const blue = [0, 0, 255, 255];
const green = [0, 255, 0, 255];

describe('render', () => {
  it('makes each variant in the planned size and format', async () => {
    const original = await redAndBlue(800, 400).jpeg().toBuffer();
    const { variants } = await renderAll(original, {
      thumb: { width: 50, height: 50, fit: 'cover', focus: 'attention', format: 'webp' },
      wide: { width: 600, format: 'jpeg' },
      square: { width: 300, height: 300, fit: 'contain', format: 'png' },
      modern: { width: 200, format: 'avif' },
      old: { height: 100, format: 'gif' },
    });
    expect(
      variants.map(
        (variant) =>
          `${variant.preset} ${variant.width}×${variant.height} ${variant.contentType} ${variant.extension}`,
      ),
    ).toEqual([
      'thumb 50×50 image/webp webp',
      'wide 600×300 image/jpeg jpg',
      'square 300×300 image/png png',
      'modern 200×100 image/avif avif',
      'old 200×100 image/gif gif',
    ]);
    for (const { bytes, width, height } of variants) {
      expect(await sharp(bytes).metadata()).toMatchObject({ width, height });
    }
  });

  it('crops around the focus point', async () => {
    const original = await redAndBlue(400, 100).png().toBuffer();
    const focused = (x: number) =>
      renderOne(original, { width: 100, height: 100, fit: 'cover', focus: { x, y: 0.5 }, format: 'png' });
    expect(await colourAt((await focused(0)).bytes, 0.9, 0.5)).toEqual(red);
    expect(await colourAt((await focused(1)).bytes, 0.1, 0.5)).toEqual(blue);
  });

  it('fills the bars of `contain` and the transparency of a JPEG with the background', async () => {
    const wide = await redAndBlue(200, 100).png().toBuffer();
    const boxed = await renderOne(wide, {
      width: 80,
      height: 80,
      fit: 'contain',
      background: '#00ff00',
      format: 'png',
    });
    expect(await colourAt(boxed.bytes, 0.5, 0.1)).toEqual(green);
    expect(await colourAt(boxed.bytes, 0.1, 0.5)).toEqual(red);

    const transparent = await sharp({
      create: { width: 20, height: 20, channels: 4, background: '#00000000' },
    })
      .png()
      .toBuffer();
    const flat = await renderOne(transparent, { width: 20, format: 'jpeg', background: '#ff0000' });
    expect((await colourAt(flat.bytes, 0.5, 0.5))[0]).toBeGreaterThan(250);
  });

  it('blends a translucent background with white if the format has no transparency', async () => {
    const opaque = await redAndBlue(200, 100).jpeg().toBuffer();
    const canvas = { width: 200, height: 100, channels: 4, background: '#00000000' } as const;
    const transparent = await sharp({ create: canvas }).png().toBuffer();
    for (const [background, shown] of [
      ['#ffffff00', [255, 255, 255, 255]],
      ['#00000000', [255, 255, 255, 255]],
      ['#ff000080', [255, 127, 127, 255]],
      ['#336699', [51, 102, 153, 255]],
    ] as const) {
      const boxed = (original: Buffer, format: 'jpeg' | 'png') =>
        renderOne(original, { width: 80, height: 80, fit: 'contain', quality: 100, background, format });
      const near = (colour: readonly number[]) =>
        colour.map((channel) => expect.toSatisfy((value: number) => Math.abs(value - channel) <= 2));
      const photo = await boxed(opaque, 'jpeg');
      expect(await colourAt(photo.bytes, 0.5, 0.1)).toEqual(near(shown));
      expect((await colourAt(photo.bytes, 0.1, 0.5))[0]).toBeGreaterThan(250); // still red
      const drawing = await boxed(transparent, 'jpeg');
      expect(await colourAt(drawing.bytes, 0.5, 0.1)).toEqual(near(shown));
      expect(await colourAt(drawing.bytes, 0.5, 0.5)).toEqual(near(shown));
      const alpha = Number.parseInt(background.slice(7) || 'ff', 16);
      expect((await colourAt((await boxed(opaque, 'png')).bytes, 0.5, 0.1))[3]).toBe(alpha);
    }
  });

  it('turns the picture upright before it crops', async () => {
    const lying = await redAndBlue(100, 60).withMetadata({ orientation: 6 }).png().toBuffer();
    const upright = await renderOne(lying, { width: 60, format: 'png' });
    expect([upright.width, upright.height]).toEqual([60, 100]);
    expect(await colourAt(upright.bytes, 0.5, 0.1)).toEqual(red);
    expect(await colourAt(upright.bytes, 0.5, 0.9)).toEqual(blue);
  });

  it('gives wide-gamut and CMYK originals in sRGB, with the colours they had', async () => {
    const wideGamut = await redAndBlue(40, 20).withIccProfile('p3').png().toBuffer();
    const [stored] = await sharp(wideGamut, { ignoreIcc: true }).raw().toBuffer();
    expect(stored).toBeLessThan(245); // sRGB's red is not the full red of Display P3
    const shown = await renderOne(wideGamut, { width: 20, format: 'png' });
    expect((await colourAt(shown.bytes, 0.1, 0.5))[0]).toBeGreaterThan(250);

    const printed = await redAndBlue(40, 20).toColourspace('cmyk').jpeg().toBuffer();
    const { bytes } = await renderOne(printed, { width: 20, format: 'png' });
    expect((await sharp(bytes).metadata()).space).toBe('srgb');
    const [left, right] = [await colourAt(bytes, 0.1, 0.5), await colourAt(bytes, 0.9, 0.5)];
    expect(left[0]).toBeGreaterThan(2 * (left[2] ?? 255)); // still red
    expect(right[2]).toBeGreaterThan(2 * (right[0] ?? 255)); // still blue
  });

  it('keeps an animation animated in formats that can, and gives its first frame in others', async () => {
    const original = await (await animation(60, 40)).toBuffer();
    for (const format of ['gif', 'webp'] as const) {
      const moving = await renderOne(original, {
        width: 20,
        height: 20,
        fit: 'cover',
        focus: 'entropy',
        format,
      });
      expect(await sharp(moving.bytes).metadata()).toMatchObject({
        width: 20,
        height: 20,
        pages: 3,
        delay: [100, 200, 300],
        loop: 2,
      });
      const boxed = await renderOne(original, { width: 50, height: 50, fit: 'contain', format });
      expect(await sharp(boxed.bytes).metadata()).toMatchObject({ width: 50, height: 50, pages: 3 });
    }
    const poster = await renderOne(original, { width: 60, format: 'png' });
    expect((await sharp(poster.bytes).metadata()).pages).toBeUndefined();
    expect(await colourAt(poster.bytes, 0.1, 0.5)).toEqual(red);
  });

  it('describes the picture while it loads', async () => {
    const { placeholder } = await renderAll(
      await redAndBlue(300, 200).flatten().tint('#ff0000').png().toBuffer(),
      {
        only: { width: 10 },
      },
    );
    expect(placeholder.dominantColour).toMatch(/^#[0-9a-f]{6}$/);
    expect(Buffer.from(placeholder.thumbHash, 'base64').byteLength).toBeGreaterThan(5);
    expect(Buffer.from(placeholder.thumbHash, 'base64').byteLength).toBeLessThan(30);
  });

  it('never publishes part of a cut-off file', async () => {
    const { data: noise } = await sharp({
      create: {
        width: 300,
        height: 200,
        channels: 3,
        background: '#888888',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const original = sharp(noise, { raw: { width: 300, height: 200, channels: 3 } });
    const files = await Promise.all(
      (['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const).map((format) =>
        original.clone().toFormat(format).toBuffer(),
      ),
    );
    for (const file of [...files, await (await animation(300, 200)).toBuffer()]) {
      for (const share of [0.1, 0.5, 0.9]) {
        const cut = file.subarray(0, Math.floor(file.byteLength * share));
        await expect(renderOne(cut, { width: 64 })).rejects.toThrow(Corrupt);
      }
    }
  });
});
