import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { FunctionRecord, PublishedVersion } from '../function-record.ts';
import { commandOf } from '../runtimes/runtimes.ts';
import { environmentVariables } from './environment-variables.ts';
import { watchMemory } from './memory-watch.ts';
import { readOutputLines } from './output-lines.ts';
import { startProcessGroup } from './process-group.ts';
import type { Answer } from './receive-answer.ts';
import { recordCall } from './record-call.ts';
import { type Delivery, startRuntimeApi } from './runtime-api.ts';
import { within } from './within.ts';

/** How an event, or the init phase, ended inside the process. */
export type Outcome =
  | Answer
  | { readonly kind: 'timeout'; readonly milliseconds: number }
  | { readonly kind: 'exit'; readonly reason: string };

/** A process that runs one event after another. */
export interface ExecutionEnvironment {
  /** The access key of the function's code. */
  readonly accessKeyId: string;
  /** The result of the init phase; `undefined` if it succeeded. After a failure the process is gone. */
  initialise(): Promise<Outcome | undefined>;
  /** Runs one event and waits until the process can take another; never rejects. `durationMs` ends with the response. */
  run(event: Omit<Delivery, 'deadline'>): Promise<{ readonly outcome: Outcome; readonly durationMs: number }>;
  /** Whether the process waits for an event; false once it has ended or its credentials are about to expire. */
  isUsable(): Promise<boolean>;
  /** Largest resident set seen so far, MB. */
  readonly maxMemoryUsed: number;
  kill(): Promise<void>;
}

const initTimeoutMs = 10_000; // Lambda's limit for the init phase
const debuggingMs = 24 * 3600 * 1000; // nobody debugs for longer
const outputEndMs = 1000; // for functions that have closed their standard output
const credentialsMarginMs = 60_000;

/** Starts the process; its init phase continues in the background. */
export async function startEnvironment(options: {
  readonly cloud: Cloud;
  readonly record: FunctionRecord | PublishedVersion;
  readonly version: string;
  readonly taskRoot: string;
  readonly logStream: string;
  /** Where its inspector waits for a debugger; then nothing has a time limit. */
  readonly inspectPort: number | undefined;
  onLine(line: string): void;
}): Promise<ExecutionEnvironment> {
  const { cloud, record, version, taskRoot, logStream, inspectPort } = options;
  const isDebugged = inspectPort !== undefined;
  const credentials = await cloud.ports.identities.roleCredentials(record.role, record.name);
  const temporaryFolder = await mkdtemp(join(await cloud.storage.folder('lambda-tmp'), 'environment-'));
  const runtimeApi = await startRuntimeApi((requestId, told) => recordCall(cloud.trail, requestId, told));
  const command = commandOf({
    runtime: record.runtime,
    taskRoot,
    memorySize: record.memorySize,
    inspectPort,
  });
  const group = startProcessGroup(command, {
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
  });
  const lines = readOutputLines(group.output, options.onLine);
  const memory = watchMemory(group.pid, record.memorySize, group.kill);

  const exit = group.ended.then(async (reason): Promise<Outcome> => {
    memory.stop();
    runtimeApi.close();
    // What cannot be removed, because a process that left the group still writes there, is removed at the next start.
    await rm(temporaryFolder, { recursive: true, force: true }).catch(() => {});
    return { kind: 'exit', reason };
  });

  async function kill(): Promise<void> {
    group.kill();
    await exit;
  }

  /** The outcome of one phase of the process's life. If a phase takes too long, the process is killed. */
  async function phase<T>(milliseconds: number, end: Promise<T>): Promise<T | Outcome> {
    const settled = Promise.race([end, exit]).then((outcome) => ({ outcome }));
    const reached = await within(Math.max(0, milliseconds), settled);
    if (reached) return reached.outcome;
    await kill();
    return { kind: 'timeout', milliseconds };
  }

  /** After its response, a process stays busy until it asks for its next event and its output has been read. */
  async function rest(outputRead: Promise<void>, deadline: number): Promise<void> {
    await phase(deadline - Date.now(), runtimeApi.ready());
    if (command.marksOutputEnd) await within(outputEndMs, Promise.race([outputRead, exit]));
    else await setImmediate(); // output written before the response is already in the pipe
  }

  return {
    accessKeyId: credentials.accessKeyId,
    kill,
    async isUsable() {
      if (group.isGone()) return false;
      const ready = runtimeApi.ready().then(() => true);
      if (!(await Promise.race([ready, exit.then(() => false)]))) return false;
      return credentials.expiration.getTime() - credentialsMarginMs > Date.now();
    },
    get maxMemoryUsed() {
      return memory.maximum;
    },
    async initialise() {
      memory.start();
      const ready = runtimeApi.ready().then(() => undefined);
      const failed = runtimeApi.initError.then((error): Outcome => error);
      const outcome = await phase<Outcome | undefined>(
        isDebugged ? debuggingMs : initTimeoutMs,
        Promise.race([ready, failed]),
      );
      memory.stop();
      if (outcome) {
        await memory.look();
        await kill();
      }
      return outcome;
    },
    async run(event) {
      const outputRead = lines.endOf(event.requestId);
      memory.start();
      const startedAt = performance.now();
      const timeoutMs = isDebugged ? debuggingMs : record.timeout * 1000;
      const deadline = Date.now() + timeoutMs;
      const outcome = await phase(timeoutMs, runtimeApi.deliver({ ...event, deadline }));
      const durationMs = outcome.kind === 'timeout' ? timeoutMs : performance.now() - startedAt;
      if (outcome.kind === 'response' || outcome.kind === 'error') await rest(outputRead, deadline);
      memory.stop();
      await memory.look();
      return { outcome, durationMs };
    },
  };
}
