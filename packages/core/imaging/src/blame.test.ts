import { execFileSync } from 'node:child_process';
import { presetSchema } from '@darkroom/pipeline-config';
import { describe, expect, it, test } from 'vitest';
import { startDevelopProcess } from '../test/develop-process.ts';
import { limits } from '../test/images.ts';
import { largePng } from '../test/large-images.ts';
import { blameImage, blameVariant } from './blame.ts';
import { Corrupt, ImageError, RenderFault, TooLarge, Unrenderable } from './errors.ts';

const caught = (blame: (error: unknown) => never, error: unknown): unknown => {
  try {
    return blame(error);
  } catch (thrown) {
    return thrown;
  }
};

describe('an error of libvips', () => {
  it.each([
    'vips_image_write: out of memory --- size == 381MB',
    'Could not allocate enough memory for raw output',
    'source: bad seek to 81406\nheif: Invalid input: Unspecified: Memory allocation error (2.0)',
    'webpsave: unable to encode\nwbuffer_write: write failed',
    'VipsJpeg: Insufficient memory (case 4)',
    'webpsave: out of memory',
    'std::bad_alloc',
  ])('is worth a retry where memory was short: %s', (message) => {
    for (const blame of [blameImage, blameVariant('the variant small')]) {
      const fault = caught(blame, new Error(message));
      expect(fault).toBeInstanceOf(RenderFault);
      expect(fault).not.toBeInstanceOf(ImageError);
      expect(fault).toMatchObject({
        code: 'OutOfMemory',
        message: expect.stringMatching(/\(OutOfMemory\): ./),
      });
    }
  });

  it('is worth a retry where the disk was full', () => {
    const message = 'unable to write to file /tmp/vips-0.v\nsystem error: No space left on device';
    expect(caught(blameImage, new Error(message))).toMatchObject({ name: 'RenderFault', code: 'DiskFull' });
  });

  it('is the fault of the image where it could not be read, known or not', () => {
    expect(caught(blameImage, new Error('VipsJpeg: bogus\nmore of it'))).toMatchObject({
      code: 'Corrupt',
      message: 'The image is damaged or incomplete (VipsJpeg: bogus): export or upload it again.',
    });
    expect(caught(blameImage, new Error('Input image exceeds pixel limit'))).toBeInstanceOf(TooLarge);
    const heif =
      'heif: Memory allocation error: Security limit exceeded: Image size 8000x8000 exceeds the maximum';
    expect(caught(blameImage, new Error(heif))).toBeInstanceOf(TooLarge);
    expect(caught(blameImage, new Error('tiff2vips: tile size out of range'))).toBeInstanceOf(TooLarge);
    const known = new Corrupt('known');
    expect(caught(blameImage, known)).toBe(known);
  });

  it('says which variant could not be made of an image that could be read', () => {
    const error = new Error('reduceh: parameter hshrink not set');
    expect(caught(blameVariant('the variant thumb'), error)).toMatchObject({
      code: 'Unrenderable',
      message:
        'The image was read, but the variant thumb cannot be made of it (reduceh: parameter hshrink not set): upload another version of it.',
    });
    expect(caught(blameVariant('a placeholder'), error)).toBeInstanceOf(Unrenderable);
  });
});

test('a fault of this code is nobody else’s: it is thrown, with where it happened', () => {
  for (const fault of [new TypeError('x is not a function'), new RangeError('offset'), 'a string']) {
    expect(caught(blameImage, fault)).toMatchObject({
      name: 'RenderFault',
      code: 'Unexpected',
      cause: fault,
    });
  }
});

const canLimit = process.platform === 'linux' && hasPrlimit();

test.skipIf(!canLimit)(
  'a process that gets no more memory says so, and blames no image',
  async () => {
    const child = startDevelopProcess();
    try {
      const task = (height: number) => ({
        bytes: largePng({ width: 8000, height, depth: 16, channels: 4, interlaced: true }),
        limits: { ...limits, maxPixels: 1e9, memoryMb: 10_240, timeoutSeconds: 900 },
        presets: { small: presetSchema.parse({ width: 64 }) },
      });
      expect(await child.develop(task(10), 60_000)).toMatchObject({ ended: 'variants' });
      child.limitMemory(200 * 1024 ** 2);
      expect(await child.develop(task(8000), 60_000)).toMatchObject({
        ended: 'RenderFault',
        code: 'OutOfMemory',
      });
      expect(await child.develop(task(10), 60_000)).toMatchObject({ ended: 'variants' });
    } finally {
      child.close();
    }
  },
  120_000,
);

function hasPrlimit(): boolean {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
