import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate, setTimeout } from 'node:timers/promises';
import pidusage from 'pidusage';
import type { Cloud } from '../../../cloud.ts';
import type { FunctionRecord, PublishedVersion } from '../lambda-state.ts';
import { commandOf } from '../runtimes/runtimes.ts';
import { environmentVariables } from './environment-variables.ts';
import { type Delivery, type RuntimeMessage, startRuntimeApi } from './runtime-api.ts';

/** How an event ended inside the process. */
export type Outcome =
  | { readonly kind: 'response'; readonly payload: Buffer }
  | { readonly kind: 'error'; readonly payload: Buffer }
  | { readonly kind: 'timeout' }
  /** `reason` as AWS words it: `exit status 1` or `signal: killed`. */
  | { readonly kind: 'exit'; readonly reason: string };

export interface ExecutionEnvironment {
  /** Runs one event; never rejects. After anything but `response` and `error` the process is gone. */
  run(delivery: Delivery): Promise<Outcome>;
  /** Largest resident set seen so far, MB. */
  readonly maxMemoryUsed: number;
  readonly alive: boolean;
  kill(): Promise<void>;
}

const initTimeoutMs = 10_000; // Lambda's limit for the init phase
const memoryCheckMs = 200;
const logWaitMs = 200; // for a runtime that got lost before it ended its log
/** Runtimes of ours write it to stdout after the last line of an invocation. */
const logEndMarker = '\u0000log end';
const megabyte = 1024 * 1024;

/** An init phase that did not end with the process asking for its first event. */
export class InitError extends Error {
  readonly code = 'InitFailed';
  readonly payload: Buffer;
  constructor(payload: Buffer) {
    super('The init phase failed');
    this.payload = payload;
  }
}

/** Starts the process and waits for the end of its init phase. Throws `InitError`. */
export async function startEnvironment(options: {
  readonly cloud: Cloud;
  readonly record: FunctionRecord | PublishedVersion;
  readonly version: string;
  readonly taskRoot: string;
  readonly logStream: string;
  onLine(line: string): void;
}): Promise<ExecutionEnvironment> {
  const { cloud, record, version, taskRoot, logStream, onLine } = options;
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'lambda-'));
  let onMessage: (message: RuntimeMessage) => void = () => {};
  let onExit: (reason: string) => void = () => {};
  let exited: string | undefined;
  let maxMemoryUsed = 0;

  const runtimeApi = await startRuntimeApi((message) => onMessage(message));
  const credentials = await cloud.ports.roles.credentials(record.role, record.name);
  const initialised = new Promise<void>((resolve, reject) => {
    const timer = globalThis.setTimeout(() => reject(new InitError(timedOut(initTimeoutMs))), initTimeoutMs);
    onExit = (reason) => {
      clearTimeout(timer);
      reject(new InitError(exitPayload(reason)));
    };
    onMessage = (message) => {
      clearTimeout(timer);
      if (message.kind === 'ready') resolve();
      if (message.kind === 'init-error') reject(new InitError(message.payload));
    };
  });
  const command = commandOf(record.runtime, taskRoot, record.memorySize);
  const child = spawn(command.file, command.args, {
    cwd: taskRoot,
    env: environmentVariables({
      record,
      version,
      taskRoot,
      temporaryFolder,
      logStream,
      credentials,
      region: cloud.region,
      endpoint: cloud.endpoint,
      runtimeApi: runtimeApi.address,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // a group of its own, so that its children die with it
  });
  let onLogEnd = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line === logEndMarker) onLogEnd();
      else onLine(line);
    });
  }

  const gone = new Promise<void>((resolve) => {
    const end = (reason: string) => {
      if (exited !== undefined) return;
      exited = reason;
      clearInterval(memoryWatch);
      runtimeApi.close();
      onExit(reason);
      rm(temporaryFolder, { recursive: true, force: true }).then(resolve, resolve);
    };
    child.once('error', (error) => end(`exit status 127: ${error.message}`));
    child.once('close', (code, signal) =>
      end(signal ? `signal: ${signalName(signal)}` : `exit status ${code}`),
    );
  });

  const memoryWatch = setInterval(() => {
    if (child.pid === undefined) return;
    pidusage(child.pid).then(
      ({ memory }) => {
        maxMemoryUsed = Math.max(maxMemoryUsed, Math.ceil(memory / megabyte));
        if (maxMemoryUsed > record.memorySize) killGroup(child);
      },
      () => {}, // it ended between two looks
    );
  }, memoryCheckMs);

  async function kill(): Promise<void> {
    killGroup(child);
    await gone;
  }

  await initialised.catch(async (error: unknown) => {
    await kill();
    throw error;
  });

  return {
    get maxMemoryUsed() {
      return maxMemoryUsed;
    },
    get alive() {
      return exited === undefined;
    },
    kill,
    async run(delivery) {
      if (exited !== undefined) return { kind: 'exit', reason: exited };
      let timer: NodeJS.Timeout | undefined;
      // The log comes through another pipe than the answer: the end of both is awaited.
      const logRead = new Promise<void>((resolve) => {
        onLogEnd = resolve;
      });
      const outcome = await new Promise<Outcome>((resolve) => {
        timer = globalThis.setTimeout(
          () => resolve({ kind: 'timeout' }),
          Math.max(0, delivery.deadline - Date.now()),
        );
        onExit = (reason) => resolve({ kind: 'exit', reason });
        onMessage = (message) => {
          if (
            (message.kind === 'response' || message.kind === 'error') &&
            message.requestId === delivery.requestId
          ) {
            resolve({ kind: message.kind, payload: message.payload });
          }
        };
        runtimeApi.deliver(delivery);
      });
      clearTimeout(timer);
      if (outcome.kind === 'timeout') await kill();
      if (outcome.kind === 'response' || outcome.kind === 'error') {
        const logEnd = command.marksLogEnd ? logRead : setImmediate();
        await Promise.race([logEnd, setTimeout(logWaitMs, undefined, { ref: false })]);
      }
      return outcome;
    },
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

function signalName(signal: string): string {
  return signal === 'SIGKILL' ? 'killed' : signal.replace('SIG', '').toLowerCase();
}

function timedOut(milliseconds: number): Buffer {
  return errorPayload(
    'Sandbox.Timedout',
    `Error: Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`,
  );
}

function exitPayload(reason: string): Buffer {
  return errorPayload('Runtime.ExitError', `Error: Runtime exited with error: ${reason}`);
}

function errorPayload(errorType: string, errorMessage: string): Buffer {
  return Buffer.from(JSON.stringify({ errorType, errorMessage }));
}
