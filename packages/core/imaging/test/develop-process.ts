import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Presets } from '@darkroom/pipeline-config';
import { buildSync } from 'esbuild';
import type { ImageErrorCode, Limits } from '../src/index.ts';

export interface Task {
  readonly bytes: Uint8Array;
  readonly limits: Limits;
  readonly presets: Presets;
}

export type Outcome =
  | { readonly ended: 'variants'; readonly variants: number }
  | { readonly ended: 'ImageError'; readonly code: ImageErrorCode }
  | { readonly ended: 'another error'; readonly error: string };

/** The most memory that the process has ever held, including sharp's own, as Lambda counts it. */
export type Answer = Outcome & { readonly maxMemoryMb: number };

export interface DevelopProcess {
  /** Throws if the process dies of the task, or takes longer than `timeoutMs` and is killed. */
  develop(task: Task, timeoutMs: number): Promise<Answer>;
  close(): void;
}

/** A process that treats images as the function does, so that a test can notice an image that crashes it. */
export function startDevelopProcess(): DevelopProcess {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const program = buildSync({
    absWorkingDir: folder,
    entryPoints: ['test/develop-program.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['sharp'],
    write: false,
  }).outputFiles[0]?.text;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program ?? ''], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  return {
    develop: (task, timeoutMs) => ask(child, task, timeoutMs),
    close: () => void child.kill('SIGKILL'),
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
