import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Command } from '../runtimes/runtime.ts';
import { within } from './within.ts';

/** A process and everything that it starts, ended together. */
export interface ProcessGroup {
  /** Absent if the program could not be started. */
  readonly pid: number | undefined;
  readonly output: readonly Readable[];
  /** How the process ended, in Lambda's words; all its output has been read by then. */
  readonly ended: Promise<string>;
  /** Sooner than `ended`, which waits for output. */
  isGone(): boolean;
  kill(): void;
}

const windows = process.platform === 'win32';
const outputGraceMs = 500; // for a descendant that left the group but still holds the pipes

/**
 * A watcher in the group kills it as soon as this process is gone, for whatever reason: descriptor 3 is a pipe whose other
 * end is here. Nothing that the program does, not even an endless loop, keeps it alive longer.
 */
const watched = '(read -r _ <&3; kill -9 0) >/dev/null 2>&1 & exec "$@" 3<&-';

export function startProcessGroup(
  command: Command,
  options: { readonly cwd: string; readonly env: Record<string, string> },
): ProcessGroup {
  const child = windows
    ? spawn(command.file, command.args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('/bin/sh', ['-c', watched, 'sh', command.file, ...command.args], {
        ...options,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        detached: true, // a process group of its own
      });
  const output = [child.stdout, child.stderr].filter((stream) => stream !== null);
  child.stdio[3]?.on('error', () => {}); // the watcher is killed with its pipe open

  function kill(): void {
    if (child.pid === undefined) return;
    try {
      if (windows) child.kill('SIGKILL');
      else process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  }

  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`Runtime exited with error: ${error.message}`));
    child.once('exit', (code, signal) => resolve(reasonOf(code, signal)));
  }).then(async (reason) => {
    kill(); // kills what the process left behind
    await within(outputGraceMs, closed);
    for (const stream of output) stream.destroy();
    return reason;
  });

  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  return { pid: child.pid, output, ended, isGone, kill };
}

const signalNames: Readonly<Partial<Record<NodeJS.Signals, string>>> = {
  SIGKILL: 'killed',
  SIGABRT: 'aborted',
  SIGTERM: 'terminated',
  SIGSEGV: 'segmentation fault',
};

function reasonOf(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  return code === 0
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: exit status ${code}`;
}
