import { join } from 'node:path';
import type { Runtime } from './runtime.ts';

/** Whatever the zip's `bootstrap` is: a program, or a script that begins with `#!`. */
export const provided: Runtime = {
  prefix: 'provided',
  command: ({ taskRoot }) => ({ file: join(taskRoot, 'bootstrap'), args: [], marksOutputEnd: false }),
};
