import { parseConfig } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startDevelopProcess } from '../test/develop-process.ts';

const { limits, presets, functions } = parseConfig({
  presets: {
    thumb: { width: 320, height: 320, fit: 'cover', focus: 'attention', format: 'webp' },
    large: { width: 2048, format: 'jpeg', quality: 82 },
  },
});
const { memoryMb, timeoutSeconds } = functions.processUpload;

// For the same number of pixels, AVIF needs the most memory of all formats: libheif keeps the whole picture twice.
test('the largest AVIF that the limits accept fits in the memory of the function', async () => {
  // Started first, because a process counts the memory of its parent as its own.
  const child = startDevelopProcess();
  try {
    const bytes = await sharp({
      create: { width: 8000, height: 6250, channels: 4, background: '#33669980' },
    })
      .avif({ effort: 0, quality: 30 })
      .toBuffer();
    const answer = await child.develop({ bytes, limits, presets }, timeoutSeconds * 1000);
    expect(answer).toMatchObject({ ended: 'variants', variants: 2 });
    expect(answer.maxMemoryMb).toBeLessThan(memoryMb - 200); // the rest is for the runtime and the SDK
  } finally {
    child.close();
  }
}, 150_000);
