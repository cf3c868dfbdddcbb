// Inspects and renders the images sent to it, in its own process, and answers how that ended.
import { setTimeout } from 'node:timers/promises';
import { ImageError, inspect, plan, render } from '../src/index.ts';
import type { Outcome, Task } from './develop-process.ts';

async function outcomeOf({ bytes, limits, presets }: Task): Promise<Outcome> {
  try {
    const metadata = await inspect(bytes, limits);
    const { variants } = await render(bytes, metadata, plan(metadata, presets));
    return { ended: 'variants', variants: variants.length };
  } catch (error) {
    if (error instanceof ImageError) return { ended: 'ImageError', code: error.code };
    return { ended: 'another error', error: String(error) };
  }
}

process.on('message', async (task: Task) => {
  const outcome = await outcomeOf(task);
  await setTimeout(0); // so that an error thrown after the answer ends the process before the next task
  process.send?.({ ...outcome, maxMemoryMb: process.resourceUsage().maxRSS / 1024 });
});
