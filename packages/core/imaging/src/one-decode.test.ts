import { presetSchema } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { animation, limits, redAndBlue } from '../test/images.ts';
import { inspect } from './inspect.ts';
import * as libvips from './libvips.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';

vi.mock('./libvips.ts', { spy: true });

const presets = {
  small: presetSchema.parse({ width: 20, format: 'webp' }),
  square: presetSchema.parse({ width: 30, height: 30, fit: 'cover', focus: 'attention', format: 'jpeg' }),
  large: presetSchema.parse({ width: 80, format: 'png' }),
};

/** How often the encoded original is opened to make every variant. */
async function decodes(bytes: Uint8Array): Promise<number> {
  const metadata = await inspect(bytes, limits);
  vi.mocked(libvips.openImage).mockClear();
  const { variants } = await render(bytes, metadata, plan(metadata, presets));
  expect(variants).toHaveLength(3);
  return vi.mocked(libvips.openImage).mock.calls.length;
}

test('a still original is decoded once, however many variants it has', async () => {
  expect(await decodes(await redAndBlue(100, 60).jpeg().toBuffer())).toBe(1);
});

test('a preset is cut and scaled once, however many formats it has', async () => {
  const bytes = await redAndBlue(100, 60).jpeg().toBuffer();
  const metadata = await inspect(bytes, limits);
  const resizes = async (formats: string[]) => {
    const preset = presetSchema.parse({ width: 50, height: 20, fit: 'cover', focus: 'attention', formats });
    const resize = vi.spyOn(sharp.prototype, 'resize').mockClear();
    const { variants } = await render(bytes, metadata, plan(metadata, { preset }));
    expect(variants.map(({ format }) => format)).toEqual(formats);
    return resize.mock.calls.length;
  };
  const one = await resizes(['webp']);
  expect(await resizes(['avif', 'webp', 'jpeg'])).toBe(one);
});

test('an animation is decoded once more for each animated variant', async () => {
  expect(await decodes(await (await animation(100, 60)).toBuffer())).toBe(2);
});
