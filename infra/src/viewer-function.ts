import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StackError } from './errors.ts';

/** The code that `turbo build` made of admit-viewer. Throws `StackError` with code `FunctionNotBuilt`. */
export function readViewerFunction(functionsDir: string): string {
  const file = join(functionsDir, 'admit-viewer/dist/function.js');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new StackError(
    'FunctionNotBuilt',
    `The code of admit-viewer is missing: run npx turbo build. Expected ${file}.`,
  );
}
