import { randomBytes } from 'node:crypto';
import type { Cloud, InvocationResult } from '../../../cloud.ts';
import { functionArn } from '../function-lookup.ts';
import type { FunctionRecord, PublishedVersion } from '../lambda-state.ts';
import {
  type ExecutionEnvironment,
  InitError,
  type Outcome,
  startEnvironment,
} from './execution-environment.ts';
import { createInvocationLog, type InvocationLog, reportLine } from './invocation-log.ts';

interface Member {
  readonly environment: ExecutionEnvironment;
  readonly log: InvocationLog;
  idleSince: number;
}

/** The execution environments of one version of a function: as many as there are events at the same time. */
export interface Pool {
  invoke(requestId: string, payload: Uint8Array): Promise<InvocationResult>;
  /** Ends environments that have been idle for longer than `milliseconds`. */
  reap(milliseconds: number): Promise<void>;
  /** Ends idle environments now and busy ones after their event; resolves when all are gone. */
  retire(): Promise<void>;
  close(): Promise<void>;
}

const maximumResponseBytes = 6 * 1024 * 1024;

export function createPool(options: {
  readonly cloud: Cloud;
  readonly record: FunctionRecord | PublishedVersion;
  readonly version: string;
  readonly taskRoot: string;
}): Pool {
  const { cloud, record, version, taskRoot } = options;
  const idle: Member[] = [];
  const members = new Set<Member>();
  let state: 'open' | 'retiring' | 'closed' = 'open';
  let allGone = () => {};

  async function start(): Promise<{ member: Member; initMs: number }> {
    const logStream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${randomBytes(16).toString('hex')}`;
    const log = createInvocationLog(cloud, record.logging.group, logStream);
    const startedAt = performance.now();
    log.line(
      `INIT_START Runtime Version: ${record.runtime}\tRuntime Version ARN: arn:aws:lambda:${cloud.region}::runtime:${record.runtime}`,
    );
    try {
      const environment = await startEnvironment({
        cloud,
        record,
        version,
        taskRoot,
        logStream,
        onLine: log.line,
      });
      const member = { environment, log, idleSince: 0 };
      members.add(member);
      return { member, initMs: performance.now() - startedAt };
    } catch (error) {
      log.line(
        `INIT_REPORT Init Duration: ${(performance.now() - startedAt).toFixed(2)} ms\tPhase: init\tStatus: error`,
      );
      await log.flush();
      throw error;
    }
  }

  async function invokeIn(
    member: Member,
    requestId: string,
    payload: Uint8Array,
    initMs: number | undefined,
  ) {
    const { environment, log } = member;
    log.begin();
    log.line(`START RequestId: ${requestId} Version: ${version}`);
    const startedAt = performance.now();
    const outcome = await environment.run({
      requestId,
      payload,
      functionArn: functionArn(cloud, record.name, version === '$LATEST' ? undefined : version),
      deadline: Date.now() + record.timeout * 1000,
      traceId: `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`,
    });
    const durationMs = performance.now() - startedAt;
    const answer = answerOf(outcome, requestId, record.timeout);
    if (outcome.kind === 'timeout') {
      log.line(
        `${new Date().toISOString()} ${requestId} Task timed out after ${record.timeout.toFixed(2)} seconds\n`,
      );
    }
    if (outcome.kind === 'exit')
      log.line(
        `RequestId: ${requestId} Error: Runtime exited with error: ${outcome.reason}\nRuntime.ExitError`,
      );
    log.line(`END RequestId: ${requestId}`);
    log.line(
      reportLine({
        requestId,
        durationMs: outcome.kind === 'timeout' ? record.timeout * 1000 : durationMs,
        memorySize: record.memorySize,
        maxMemoryUsed: Math.min(environment.maxMemoryUsed, record.memorySize),
        initDurationMs: initMs,
        status: outcome.kind === 'timeout' ? 'timeout' : outcome.kind === 'exit' ? 'error' : undefined,
      }),
    );
    const result = { requestId, ...answer, logTail: log.tail(), executedVersion: version };
    await log.flush();
    return result;
  }

  return {
    async invoke(requestId, payload) {
      let member = idle.pop();
      let initMs: number | undefined;
      try {
        if (!member) ({ member, initMs } = await start());
      } catch (error) {
        if (!(error instanceof InitError)) throw error;
        return {
          requestId,
          functionError: 'Unhandled',
          payload: error.payload,
          logTail: '',
          executedVersion: version,
        };
      }
      try {
        return await invokeIn(member, requestId, payload, initMs);
      } finally {
        if (member.environment.alive && state === 'open') {
          member.idleSince = Date.now();
          idle.push(member);
        } else {
          members.delete(member);
          await member.environment.kill();
          if (members.size === 0) allGone();
        }
      }
    },
    async reap(milliseconds) {
      const old = idle.filter(({ idleSince }) => Date.now() - idleSince >= milliseconds);
      for (const member of old) {
        idle.splice(idle.indexOf(member), 1);
        members.delete(member);
      }
      await Promise.all(old.map(({ environment }) => environment.kill()));
    },
    async retire() {
      state = 'retiring';
      const gone = new Promise<void>((resolve) => {
        allGone = resolve;
      });
      await this.reap(0);
      if (members.size > 0) await gone;
    },
    async close() {
      state = 'closed';
      await Promise.all([...members].map(({ environment }) => environment.kill()));
      await Promise.all([...members].map(({ log }) => log.flush()));
    },
  };
}

function answerOf(
  outcome: Outcome,
  requestId: string,
  timeout: number,
): Pick<InvocationResult, 'payload' | 'functionError'> {
  switch (outcome.kind) {
    case 'response':
      if (outcome.payload.length > maximumResponseBytes) {
        return failure(
          'Function.ResponseSizeTooLarge',
          `Response payload size exceeded maximum allowed payload size (${maximumResponseBytes + 556} bytes).`,
        );
      }
      return { payload: outcome.payload };
    case 'error':
      return { payload: outcome.payload, functionError: 'Unhandled' };
    case 'timeout':
      return failure(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: Task timed out after ${timeout.toFixed(2)} seconds`,
      );
    case 'exit':
      return failure(
        'Runtime.ExitError',
        `RequestId: ${requestId} Error: Runtime exited with error: ${outcome.reason}`,
      );
  }
}

function failure(
  errorType: string,
  errorMessage: string,
): Pick<InvocationResult, 'payload' | 'functionError'> {
  return { payload: Buffer.from(JSON.stringify({ errorType, errorMessage })), functionError: 'Unhandled' };
}
