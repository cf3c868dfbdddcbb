import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { cpuOfProcessTree } from './process-tree.ts';
import { timed } from './timings.ts';

export interface Work {
  /** Seconds. */
  readonly wall: number;
  /** Seconds, of all processes together. */
  readonly cpu: number;
}

/** The least that renders can cost: a plain loop in a warm process on each processor, and nothing else. */
export async function startRenderLoop(file: string) {
  const worker = fileURLToPath(new URL('./render-worker.js', import.meta.url));
  const workers = Array.from({ length: availableParallelism() }, () => fork(worker, [file]));
  await Promise.all(workers.map((child) => once(child, 'message')));

  return {
    async run(renders: number): Promise<Work> {
      let begun = 0;
      const loop = async (child: ChildProcess) => {
        while (begun++ < renders) {
          child.send('render');
          await once(child, 'message');
        }
      };
      const before = await cpuOfProcessTree();
      const wall = (await timed(() => Promise.all(workers.map(loop)))) / 1000;
      return { wall, cpu: (await cpuOfProcessTree()) - before };
    },
    close() {
      for (const child of workers) child.kill();
    },
  };
}
