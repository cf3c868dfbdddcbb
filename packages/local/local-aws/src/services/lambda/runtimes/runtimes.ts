import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How to start the process of an execution environment. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Whether it writes `\\0end <request id>` to stdout and stderr behind each invocation's output. */
  readonly marksOutputEnd: boolean;
}

const nodeBootstrap = fileURLToPath(new URL('../../../../runtimes/nodejs.mjs', import.meta.url));

/**
 * Runtimes by the prefix of their name. Any program that speaks the Lambda Runtime API can be added here:
 * the environment gives it AWS_LAMBDA_RUNTIME_API and asks nothing else.
 */
const runtimes: readonly {
  readonly prefix: string;
  command(taskRoot: string, memorySize: number): Command;
}[] = [
  {
    // The developer's own Node.js: nodejs20.x and nodejs22.x alike.
    prefix: 'nodejs',
    command: (_, memorySize) => ({
      file: process.execPath,
      args: [
        `--max-old-space-size=${Math.max(64, Math.floor(memorySize * 0.9))}`,
        '--enable-source-maps',
        nodeBootstrap,
      ],
      marksOutputEnd: true,
    }),
  },
  {
    prefix: 'provided',
    command: (taskRoot) => ({ file: join(taskRoot, 'bootstrap'), args: [], marksOutputEnd: false }),
  },
];

export function isKnownRuntime(runtime: string): boolean {
  return runtimes.some(({ prefix }) => runtime.startsWith(prefix));
}

export function commandOf(runtime: string, taskRoot: string, memorySize: number): Command {
  const found = runtimes.find(({ prefix }) => runtime.startsWith(prefix));
  if (!found) throw new Error(`No runtime ${runtime}`);
  return found.command(taskRoot, memorySize);
}
