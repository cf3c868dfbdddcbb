import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Presets } from '@darkroom/pipeline-config';
import { buildSync } from 'esbuild';
import type { Budget, ImageErrorCode, Limits, OutputFormat, RenderFault } from '../src/index.ts';

export interface Task {
  readonly bytes: Uint8Array;
  readonly limits: Limits & Budget;
  readonly presets: Presets;
  /** What is made instead of the presets. */
  readonly transform?: {
    readonly text: string;
    readonly format: OutputFormat;
    readonly maxOutputPixels: number;
  };
}

export type Outcome =
  | { readonly ended: 'variants'; readonly variants: number }
  | { readonly ended: 'ImageError'; readonly code: ImageErrorCode; readonly message: string }
  | { readonly ended: 'RenderFault'; readonly code: RenderFault['code']; readonly message: string }
  | { readonly ended: 'another error'; readonly error: string };

export type Answer = Outcome & {
  /** The most memory that the process has ever held, including sharp's own, as Lambda counts it. */
  readonly maxMemoryMb: number;
  /** Processor time of all its threads, which other work on the machine does not add to. */
  readonly seconds: number;
};

export interface DevelopProcess {
  /** Throws if the process dies of the task, or takes longer than `timeoutMs` and is killed. */
  develop(task: Task, timeoutMs: number): Promise<Answer>;
  /** From now on it gets no more than so many bytes of memory beside those it has. On Linux, by `prlimit`. */
  limitMemory(bytes: number): void;
  close(): void;
}

/** A process that treats images as the function does, so that a test can notice an image that crashes it. */
export function startDevelopProcess(): DevelopProcess {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  // Within the package, so that it finds sharp and libheif.
  const program = join(mkdtempSync(join(folder, 'node_modules/.develop-')), 'program.mjs');
  buildSync({
    absWorkingDir: folder,
    entryPoints: ['test/develop-program.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['sharp', 'zod', 'sax'],
    outfile: program,
  });
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, MALLOC_ARENA_MAX: '1' }, // as in the function's manifest
  });
  return {
    develop: (task, timeoutMs) => ask(child, task, timeoutMs),
    limitMemory: (bytes) => {
      const [, used = 0] = /VmSize:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      execFileSync('prlimit', ['--pid', String(child.pid), `--as=${1024 * Number(used) + bytes}`]);
    },
    close: () => {
      child.kill('SIGKILL');
      rmSync(dirname(program), { recursive: true });
    },
  };
}

async function ask(child: ChildProcess, task: Task, timeoutMs: number): Promise<Answer> {
  const end = new AbortController();
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const died = once(child, 'exit', { signal: end.signal }).then(([code, signal]) => {
    throw new Error(
      `The process died of this image: exit code ${code}, signal ${signal} (after ${timeoutMs} ms: too slow)`,
    );
  });
  try {
    const answered = once(child, 'message', { signal: end.signal });
    child.send(task);
    const [answer] = await Promise.race([answered, died]);
    return answer as Answer;
  } finally {
    clearTimeout(timer);
    end.abort();
    died.catch(() => {});
  }
}
