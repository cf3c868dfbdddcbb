import { type PipelineConfigInput, parseConfig } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from './app.ts';
import { startDarkroom } from './testing/darkroom.ts';

const chromium = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#336699' } })
  .jpeg()
  .toBuffer();

async function darkroomOf(
  presets: PipelineConfigInput['presets'],
  delivery: PipelineConfigInput['delivery'] = {},
) {
  const darkroom = await startDarkroom(delivery, {}, { presets });
  onTestFinished(() => darkroom.close());
  const formatAt = async (path: string, accept: string) => formatOf(await darkroom.get(path, { accept }));
  return { ...darkroom, formatAt };
}

async function formatOf(response: Response) {
  return (await sharp(await response.arrayBuffer()).metadata()).format;
}

describe('a preset', () => {
  it('is one of its own formats, and made in another only for clients that know none of them', async () => {
    const presets = { old: { width: 64, format: 'jpeg' }, only: { width: 64, formats: ['webp'] } } as const;
    const few = await darkroomOf(presets);
    const own = await few.upload('own.jpg', photo);
    const stored = (await few.keysOf(own.id)).length;
    expect(await few.formatAt(`/${own.id}/old`, chromium)).toBe('jpeg');
    expect(await few.formatAt(`/${own.id}/only`, chromium)).toBe('webp');
    expect(await few.keysOf(own.id)).toHaveLength(stored);
    expect(await few.formatAt(`/${own.id}/only`, '')).toBe('jpeg');
    expect((await few.get(`/${own.id}/old`)).headers.has('vary')).toBe(false);
  });

  it('has what was stored, also where AVIF of that size is not made on demand', async () => {
    const presets = { large: { width: 300, formats: ['avif', 'webp', 'jpeg'] } } as const;
    const small = await darkroomOf(presets, { maxAvifPixels: 100 });
    const own = await small.upload('own.jpg', photo);
    const stored = (await small.keysOf(own.id)).length;
    for (const [path, accept, format] of [
      ['large', chromium, 'heif'],
      ['large', 'image/webp', 'webp'],
      ['large', '', 'jpeg'],
      ['large.avif', '', 'heif'],
      ['large.jpg', chromium, 'jpeg'],
    ] as const)
      expect(await small.formatAt(`/${own.id}/${path}`, accept)).toBe(format);
    expect([stored, (await small.keysOf(own.id)).length]).toEqual([3, 3]);
    expect(await small.formatAt(`/${own.id}/w_320`, chromium)).toBe('webp');
  });

  it('that got a format since is made in it when a browser likes it', async () => {
    const before = await darkroomOf({ large: { width: 64, formats: ['webp'] } });
    const own = await before.upload('own.jpg', photo);
    const { presets } = parseConfig({ presets: { large: { width: 64, formats: ['avif', 'webp'] } } });
    const now = createApp({ ...before.dependencies, presets, log: { error: () => undefined } });
    const shown = async (accept: string) =>
      formatOf(await now.request(`/${own.id}/large`, { headers: { accept } }));
    expect(await shown(chromium)).toBe('heif');
    expect(await shown('image/webp')).toBe('webp');
  });

  it('whose AVIF was left out is WebP, and not tried again at every request', async () => {
    const lacking = await darkroomOf({ large: { width: 64, formats: ['webp'] } });
    const own = await lacking.upload('own.jpg', photo);
    const { presets } = parseConfig({ presets: { large: { width: 64, formats: ['avif', 'webp'] } } });
    const leftOut = [{ preset: 'large', format: 'avif', code: 'OutOfTime', reason: 'It took too long.' }];
    const catalog = {
      async look(id: string) {
        const state = await lacking.catalog.look(id);
        return state && state.status !== 'deleted' ? { ...state, leftOut } : state;
      },
    };
    const log = { error: () => undefined };
    const app = createApp({ ...lacking.dependencies, catalog, presets, log });
    const response = await app.request(`/${own.id}/large`, { headers: { accept: chromium } });
    expect(await formatOf(response)).toBe('webp');
  });

  it('of an animation moves in the formats that can, and else shows its first frame', async () => {
    const presets = {
      moving: { width: 20, formats: ['avif', 'webp', 'jpeg'] },
      still: { width: 20, formats: ['avif', 'jpeg'] },
    } as const;
    const moving = await darkroomOf(presets);
    const frames = Buffer.concat([Buffer.alloc(3 * 40 * 30, 10), Buffer.alloc(3 * 40 * 30, 200)]);
    const raw = { width: 40, height: 60, channels: 3, pageHeight: 30 } as const;
    const gif = await sharp(frames, { raw, animated: true }).gif().toBuffer();
    const own = await moving.upload('own.gif', gif);
    expect((await moving.keysOf(own.id)).map((key) => key.split('/').at(-1)).sort()).toEqual([
      'moving.webp',
      'still.avif',
      'still.jpg',
    ]);
    expect(await moving.formatAt(`/${own.id}/moving`, chromium)).toBe('webp');
    expect(await moving.formatAt(`/${own.id}/moving`, '')).toBe('gif');
    expect(await moving.formatAt(`/${own.id}/still`, chromium)).toBe('heif');
    expect(await moving.formatAt(`/${own.id}/still`, '')).toBe('jpeg');
  });
});
