import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder =
  process.env.DARKROOM_CORPUS ?? fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));

/** Real image files, good and hostile, that stay outside the repository; tests skip where they are absent. */
export const corpus = {
  isPresent: existsSync(folder),
  names(kind: 'good' | 'hostile'): string[] {
    return existsSync(folder) ? readdirSync(join(folder, kind)).sort() : [];
  },
  read(kind: 'good' | 'hostile', name: string): Uint8Array {
    return readFileSync(join(folder, kind, name));
  },
};
