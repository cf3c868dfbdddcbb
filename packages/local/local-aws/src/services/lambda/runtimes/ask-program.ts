import { spawnSync } from 'node:child_process';

const answers = new Map<string, string | undefined>();

/** What a program on PATH prints, asked once; undefined if it is not there or fails. */
export function askProgram(name: string, args: readonly string[]): string | undefined {
  const question = JSON.stringify([name, ...args]);
  if (!answers.has(question)) {
    const { status, stdout } = spawnSync(name, args, { encoding: 'utf8', timeout: 10_000 });
    answers.set(question, status === 0 ? stdout.trim() : undefined);
  }
  return answers.get(question);
}
