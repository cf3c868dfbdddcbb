import { spawnSync } from 'node:child_process';

/** Whether a process is alive; a dead process that its parent has not yet collected is not. */
export function isRunning(processId: number): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(processId)], { encoding: 'utf8' }).stdout.trim();
  return state !== '' && !state.startsWith('Z');
}

/** For `expect.poll`: a busy machine may need time to end a process. */
export const patience = { timeout: 10_000 };
