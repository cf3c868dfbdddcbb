import { once } from 'node:events';
import { sep } from 'node:path';
import { watch } from 'chokidar';

/** Editors and `git switch` write several files at once. */
const togetherMs = 20;

const unwatched = /[\\/](node_modules|dist|\.turbo|__pycache__)([\\/]|$)|\.test\.ts$/;

/**
 * Calls back with the absolute paths of files that were written, added or removed, one call after another. Resolves when
 * it watches. `paths` are below `root`; what is removed and comes again is watched again.
 */
export async function watchFiles(
  root: string,
  paths: readonly string[],
  changed: (files: ReadonlySet<string>) => Promise<void>,
): Promise<{ close(): Promise<void> }> {
  /** Only a watched folder tells of a file that comes back, so the way to each path is watched, too. */
  const isWatched = (path: string) =>
    paths.some((watched) => `${watched}${sep}`.startsWith(`${path}${sep}`) || path.startsWith(watched + sep));
  const watcher = watch(root, {
    ignoreInitial: true,
    ignored: (path) => !isWatched(path) || unwatched.test(path.slice(root.length)),
  });
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
