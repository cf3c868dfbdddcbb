import { once } from 'node:events';
import { watch } from 'chokidar';

/** Editors and `git switch` write several files at once. */
const togetherMs = 20;

const unwatched = /[\\/](node_modules|dist|\.turbo)([\\/]|$)|\.test\.ts$/;

/**
 * Calls back with the absolute paths of files that were written, added or removed, one call after another. Resolves when
 * it watches.
 */
export async function watchFiles(
  paths: readonly string[],
  changed: (files: ReadonlySet<string>) => Promise<void>,
): Promise<{ close(): Promise<void> }> {
  const watcher = watch([...paths], { ignoreInitial: true, ignored: (path) => unwatched.test(path) });
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  async function tell(): Promise<void> {
    if (waiting.size === 0) return;
    const files = waiting;
    waiting = new Set();
    await changed(files);
  }

  watcher.on('all', (_, path) => {
    waiting.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      working = working.then(tell);
    }, togetherMs);
  });
  await once(watcher, 'ready');
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
      await working;
    },
  };
}
