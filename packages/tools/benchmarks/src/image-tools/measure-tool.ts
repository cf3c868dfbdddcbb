import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { median } from '../timings.ts';
import type { Program } from './programs.ts';
import type { Variant } from './tool.ts';

const run = promisify(execFile);
const runs = 5;

/** Times in milliseconds; memory is the peak of a process. */
const costSchema = z.object({ cpu: z.number(), wall: z.number(), memoryMb: z.number() });
export type Cost = z.output<typeof costSchema>;

/** Makes the variants of a file in a folder, several times. Throws if the tool refuses. */
export type MeasureTool = (file: string, folder: string, variants: readonly Variant[]) => Promise<Cost>;

/** Warm, as a function's environment is after its first event. */
export function ofModule(module: string): MeasureTool {
  const program = fileURLToPath(new URL('run.js', import.meta.url));
  return async (file, folder, variants) => {
    const { stdout } = await run(process.execPath, [program, module, file, folder, JSON.stringify(variants)]);
    return costSchema.parse(JSON.parse(stdout));
  };
}

/** With its start, which each photo pays. */
export function ofProgram({ script }: Program): MeasureTool {
  return async (file, folder, variants) => {
    const costs: Cost[] = [];
    for (let n = 0; n < runs; n++) {
      const command = ['-f', '%e %U %S %M', 'sh', '-ec', script(file, folder, variants)];
      const { stderr } = await run('time', command);
      const [wall = 0, user = 0, system = 0, kilobytes = 0] =
        stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
      costs.push({ wall: wall * 1000, cpu: (user + system) * 1000, memoryMb: kilobytes / 1024 });
    }
    return {
      cpu: median(costs.map(({ cpu }) => cpu)),
      wall: median(costs.map(({ wall }) => wall)),
      memoryMb: Math.max(...costs.map(({ memoryMb }) => memoryMb)),
    };
  };
}

/** Whether a program is on the PATH, and time(1), which measures it. */
export async function isInstalled(program: string): Promise<boolean> {
  return run('sh', ['-c', `command -v time && command -v ${program}`]).then(
    () => true,
    () => false,
  );
}
