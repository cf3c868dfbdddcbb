import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { animation, limits } from '../../test/images.ts';
import { inspect } from '../inspect.ts';
import { InvalidTransform } from './invalid-transform.ts';
import { renderRecipe } from './render-recipe.ts';
import { transformRecipe } from './transform-recipe.ts';

const budget = { maxPixels: 100_000_000, memoryMb: 3008, timeoutSeconds: 120 };
const red = [255, 0, 0];
const green = [0, 255, 0];

const solid = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 4, background } })
    .png()
    .toBuffer();

let picture: Buffer;
let square: Buffer;
beforeAll(async () => {
  picture = await solid(200, 100, '#ff0000');
  square = await solid(40, 40, '#00ff00');
});

async function made(text: string, overlay: Uint8Array | undefined = square, bytes: Uint8Array = picture) {
  const metadata = await inspect(bytes, limits);
  const options = { budget, maxOutputPixels: 25_000_000, overlay };
  return renderRecipe(bytes, metadata, transformRecipe(text), 'png', options);
}

/** The colour of each of some pixels. */
async function coloursOf(
  text: string,
  points: readonly (readonly [x: number, y: number])[],
  overlay?: Buffer,
) {
  const { bytes } = await made(text, overlay);
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return points.map(([x, y]) => {
    const at = (y * info.width + x) * info.channels;
    return [...data.subarray(at, at + 3)];
  });
}

describe('an overlay', () => {
  test('lies at the lower right, a little from the edges, a quarter as wide as the picture', async () => {
    // 50 × 50 pixels, 2 from both edges.
    expect(
      await coloursOf('overlay_logo', [
        [147, 47],
        [148, 48],
        [197, 97],
        [198, 98],
      ]),
    ).toEqual([red, green, green, red]);
  });

  test.each([
    ['center', 95, 45],
    ['north', 95, 2],
    ['northeast', 188, 2],
    ['east', 188, 45],
    ['southeast', 188, 88],
    ['south', 95, 88],
    ['southwest', 2, 88],
    ['west', 2, 45],
    ['northwest', 2, 2],
  ])('lies at %s', async (position, left, top) => {
    // 10 × 10 pixels.
    const corners = [
      [left, top],
      [left + 9, top + 9],
      [left - 1, top],
      [left, top - 1],
      [left + 10, top + 9],
      [left + 9, top + 10],
    ] as const;
    const found = await coloursOf(`overlay_logo-overlaywidth_0.05-position_${position}`, corners);
    expect(found).toEqual([green, green, red, red, red, red]);
  });

  test('covers as much as its opacity says', async () => {
    const [[r = 0, g = 0] = []] = await coloursOf('opacity_0.4-overlay_logo-position_center', [[100, 50]]);
    expect([r, g]).toEqual([expect.closeTo(153, -1), expect.closeTo(102, -1)]);
  });

  test('covers all of its rectangle if it has no alpha', async () => {
    const opaque = await sharp(square).removeAlpha().png().toBuffer();
    const found = await coloursOf('overlay_logo-position_center', [[100, 50]], opaque);
    expect(found).toEqual([green]);
  });

  test('is seen through where it is transparent', async () => {
    const clear = await solid(40, 40, '#00ff0000');
    expect(await coloursOf('overlay_logo-position_center', [[100, 50]], clear)).toEqual([red]);
  });

  test('is repeated over the whole picture', async () => {
    const points = [0, 63, 127, 199].flatMap((x) => [0, 51, 99].map((y) => [x, y] as const));
    const found = await coloursOf('overlay_logo-overlaywidth_0.1-tile_true', points);
    expect(found).toEqual(points.map(() => green));
  });

  test('is never higher than the picture, and covers the picture if it is as large', async () => {
    const tall = await solid(10, 100, '#00ff00');
    const corners = [
      [94, 50],
      [95, 0],
      [104, 99],
      [105, 50],
    ] as const;
    const found = await coloursOf('overlay_logo-overlaywidth_1-position_center', corners, tall);
    expect(found).toEqual([red, green, green, red]);
  });

  test('is cut by round corners, and has the size of the finished picture', async () => {
    const { width, height, bytes } = await made('overlay_logo-pad_10-radius_max-w_100');
    expect([width, height]).toEqual([120, 70]);
    expect((await sharp(bytes).metadata()).width).toBe(120);
  });
});

describe('is refused by name, not blamed on the image:', () => {
  test.each([
    ['no picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /overlay logo.*SVG/],
    ['an empty file', Buffer.alloc(0), /overlay logo.*empty/],
  ])('%s', async (_, overlay, message) => {
    const refused = made('overlay_logo', overlay);
    await expect(refused).rejects.toBeInstanceOf(InvalidTransform);
    await expect(refused).rejects.toThrow(message);
  });

  test('a file that is cut off', async () => {
    await expect(made('overlay_logo', square.subarray(0, 60))).rejects.toBeInstanceOf(InvalidTransform);
  });

  test('a picture that would take too much, before it is decoded', async () => {
    const huge = Buffer.from(await solid(1, 1, '#00ff00'));
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    await expect(made('overlay_logo', huge)).rejects.toThrow(/overlay logo.*60000 × 60000/);
  });

  test('one that nobody handed over', async () => {
    const metadata = await inspect(picture, limits);
    const options = { budget, maxOutputPixels: 25_000_000 };
    const refused = renderRecipe(picture, metadata, transformRecipe('overlay_logo'), 'png', options);
    await expect(refused).rejects.toThrow('There is no overlay logo.');
  });

  test('one on an animation that stays animated', async () => {
    const moving = await (await animation(20, 20)).toBuffer();
    const metadata = await inspect(moving, limits);
    const options = { budget, maxOutputPixels: 25_000_000, overlay: square };
    const render = (text: string) => renderRecipe(moving, metadata, transformRecipe(text), 'webp', options);
    await expect(render('overlay_logo')).rejects.toBeInstanceOf(InvalidTransform);
    await expect(render('animated_false-overlay_logo')).resolves.toMatchObject({ width: 20 });
  });
});

test('position, size, opacity and tiling change nothing without an overlay', () => {
  const text = 'opacity_0.5-overlaywidth_0.5-position_center-tile_true';
  expect(transformRecipe(`${text}-w_20`)).toEqual(transformRecipe('w_20'));
});
