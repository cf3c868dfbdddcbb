// Inspects and renders the images sent to it, in its own process, and answers how that ended.
import { setTimeout } from 'node:timers/promises';
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

process.on('message', async (task: Task) => {
  const before = process.cpuUsage();
  const outcome = await outcomeOf(task);
  await setTimeout(0); // so that an error thrown after the answer ends the process before the next task
  const { user, system } = process.cpuUsage(before);
  process.send?.({
    ...outcome,
    maxMemoryMb: process.resourceUsage().maxRSS / 1024,
    seconds: (user + system) / 1e6,
  });
});
