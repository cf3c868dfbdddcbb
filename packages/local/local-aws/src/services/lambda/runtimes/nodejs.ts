import { fileURLToPath } from 'node:url';
import type { Runtime } from './runtime.ts';

const bootstrap = fileURLToPath(new URL('../../../../runtimes/nodejs.mjs', import.meta.url));

/** The developer's own Node.js, for nodejs20.x and nodejs22.x alike. */
export const nodejs: Runtime = {
  prefix: 'nodejs',
  command: ({ memorySize, inspectPort }) => ({
    file: process.execPath,
    args: [
      `--max-old-space-size=${Math.max(64, Math.floor(memorySize * 0.9))}`,
      '--enable-source-maps',
      ...(inspectPort === undefined ? [] : [`--inspect-wait=127.0.0.1:${inspectPort}`]),
      bootstrap,
    ],
    marksOutputEnd: true,
  }),
};
