import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder =
  process.env.DARKROOM_CORPUS ?? fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));

/** `more` may come out right or be refused; `wrong` are files that once came out wrong. */
export type CorpusKind = 'good' | 'more' | 'wrong' | 'hostile';

/** Real image files kept outside the repository; tests skip if they are absent. */
export const corpus = {
  isPresent: existsSync(folder),
  names(kind: CorpusKind): string[] {
    return existsSync(folder) ? readdirSync(join(folder, kind)).sort() : [];
  },
  read(kind: CorpusKind, name: string): Uint8Array {
    return readFileSync(join(folder, kind, name));
  },
};
