// Inspects and renders the images sent to it, in its own process, and answers how that ended.
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import {
  checkCost,
  ImageError,
  inspect,
  plan,
  RenderFault,
  render,
  renderRecipe,
  transformRecipe,
} from '../src/index.ts';
import type { Outcome, Task } from './develop-process.ts';

async function outcomeOf({ bytes, limits, presets, transform }: Task): Promise<Outcome> {
  try {
    const metadata = await inspect(bytes, limits);
    if (transform) {
      const { text, format, maxOutputPixels } = transform;
      await renderRecipe(bytes, metadata, transformRecipe(text), format, { budget: limits, maxOutputPixels });
      return { ended: 'variants', variants: 1 };
    }
    const plans = plan(metadata, presets);
    checkCost(metadata, plans, limits);
    const { variants } = await render(bytes, metadata, plans);
    return { ended: 'variants', variants: variants.length };
  } catch (error) {
    if (error instanceof ImageError) {
      return { ended: 'ImageError', code: error.code, message: error.message };
    }
    if (error instanceof RenderFault) {
      return { ended: 'RenderFault', code: error.code, message: error.message };
    }
    return { ended: 'another error', error: String(error) };
  }
}

/**
 * Processor seconds of `reference` on an idle processor of those with which the estimates of cost were measured (AMD
 * EPYC). Another processor, or one that others keep busy, takes longer for both.
 */
const referenceSeconds = 0.125;

/** Processor seconds of the same piece of work each time: of what libvips does most, which is to filter pixels. */
async function reference(): Promise<number> {
  const before = process.cpuUsage();
  const create = { width: 800, height: 600, channels: 3, background: '#369' } as const;
  await sharp({ create }).blur(50).sharpen({ sigma: 5 }).raw().toBuffer();
  return secondsSince(before);
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

process.on('message', async (task: Task) => {
  const before = process.cpuUsage();
  const outcome = await outcomeOf(task);
  await setTimeout(0); // so that an error thrown after the answer ends the process before the next task
  const seconds = secondsSince(before);
  // Only where it can matter: most tasks are over in milliseconds.
  const slowness = seconds > 1 ? (await reference()) / referenceSeconds : 1;
  process.send?.({
    ...outcome,
    maxMemoryMb: process.resourceUsage().maxRSS / 1024,
    seconds: seconds / slowness,
  });
});
