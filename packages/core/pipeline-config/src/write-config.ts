// The second half of this package's build: checks darkroom.config.ts in the root folder and writes it to
// dist/config.json, which the functions bundle as data.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from './config.ts';
import { loadConfig, UnreadableConfigError } from './load-config.ts';

const source = process.argv[2] ?? fileURLToPath(new URL('../../../../darkroom.config.ts', import.meta.url));
const target = process.argv[3] ?? fileURLToPath(new URL('../dist/config.json', import.meta.url));

try {
  const config = await loadConfig(source);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, `${JSON.stringify(config, null, 2)}\n`);
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof UnreadableConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
