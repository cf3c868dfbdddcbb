import { statSync, utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fileOf = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const source = fileOf('darkroom.config.ts');
const built = fileOf('packages/core/pipeline-config/dist/config.json');

/** Builds darkroom.config.ts if it is newer than what was built of it. Ends the process when it has a mistake. */
export async function buildConfig() {
  if (isNewer()) return;
  const { build } = await import('./build.mjs');
  await build('embedded', '@darkroom/pipeline-config');
  const now = new Date(); // turbo keeps the time of the first build that had this result
  utimesSync(built, now, now);
}

function isNewer() {
  const time = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return time >= statSync(source).mtimeMs;
}
