import { parseConfig } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DevelopProcess, startDevelopProcess } from '../../test/develop-process.ts';
import type { OutputFormat } from '../output-format.ts';

const { limits, functions, delivery, presets } = parseConfig({ presets: { small: { width: 64 } } });
const { memoryMb, timeoutSeconds } = functions.serveImage;
/** What the AWS SDK, the handler and the runtime leave; in MiB, as Lambda means them. */
const leftMb = memoryMb - 200;

// Started before any image is made here, because a process counts the memory of the one that starts it as its own.
let child: DevelopProcess;
let photo: Buffer;
let mark: Buffer;
let [mostMemoryMb, mostSeconds] = [0, 0];
beforeAll(async () => {
  child = startDevelopProcess();
  photo = await noise(6000, 4000).jpeg({ quality: 85 }).toBuffer();
  const input = await noise(20, 1400).png().toBuffer();
  const create = { width: 1500, height: 1500, channels: 3, background: '#fff' } as const;
  mark = await sharp({ create })
    .composite([{ input, left: 700, top: 50 }])
    .png()
    .toBuffer();
}, 60_000);
afterAll(() => {
  child.close();
  console.log(`At most ${Math.round(mostMemoryMb)} MB and ${mostSeconds.toFixed(1)} s of processor time`);
});

function noise(width: number, height: number) {
  const how = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#000', noise: how } });
}

async function make(bytes: Buffer, text: string, format: OutputFormat) {
  const budget = { ...limits, memoryMb, timeoutSeconds, functionName: 'serveImage' as const };
  const transform = { text, format, maxOutputPixels: delivery.maxPixels };
  // Of a machine that does other things too: what counts is processor time.
  const answer = await child.develop(
    { bytes, limits: budget, presets, transform },
    20 * timeoutSeconds * 1000,
  );
  mostMemoryMb = Math.max(mostMemoryMb, answer.maxMemoryMb);
  mostSeconds = Math.max(mostSeconds, answer.seconds);
  expect(answer.maxMemoryMb).toBeLessThan(leftMb);
  expect(answer.seconds).toBeLessThan(timeoutSeconds / 3);
  return answer;
}

const everything = 'blur_100-brightness_2-grayscale_true-saturation_2-sharpen_10-tint_ff0000';

describe('the most expensive transform of a 24 MP photo', { timeout: 600_000 }, () => {
  test.each<[string, string, OutputFormat]>([
    ['with all effects', `${everything}-w_3000`, 'jpeg'],
    ['trimmed, turned, and with all effects', `${everything}-rotate_90-trim_100-w_1700`, 'jpeg'],
    ['blurred', 'blur_100-w_6000', 'jpeg'],
    ['blurred and sharpened', 'blur_100-sharpen_10-w_3600', 'webp'],
    ['rounded', 'radius_max-w_4400', 'webp'],
    ['bordered', 'pad_400-w_5000', 'jpeg'],
    ['rounded and bordered', 'blur_100-pad_300-radius_max-w_3000', 'webp'],
    ['searched', 'enlarge_true-fit_cover-focus_attention-h_4500-w_4500', 'webp'],
    ['in AVIF', 'q_90-radius_max-w_1930', 'avif'],
  ])('that is accepted, %s, keeps to the memory and a third of the time', async (_, text, format) => {
    expect(await make(photo, text, format)).toMatchObject({ ended: 'variants' });
  });

  test.each<[string, string, OutputFormat, RegExp]>([
    [
      'all effects on 24 MP',
      `${everything}-w_6000`,
      'webp',
      /a third of functions\.serveImage\.timeoutSeconds/,
    ],
    ['rounded corners of 24 MP', 'radius_max-w_6000', 'webp', /functions\.serveImage\.memoryMb/],
  ])('is refused before anything is decoded: %s', async (_, text, format, message) => {
    const answer = await make(photo, text, format);
    expect(answer).toMatchObject({
      ended: 'ImageError',
      code: 'TooLarge',
      message: expect.stringMatching(message),
    });
  });

  test('is refused where trim leaves a shape that becomes too large', async () => {
    expect(await make(mark, 'enlarge_true-trim_10-w_1500', 'png')).toMatchObject({
      ended: 'ImageError',
      code: 'TooLarge',
      message: expect.stringContaining('delivery.maxPixels'),
    });
  });
});
