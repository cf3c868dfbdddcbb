import { randomBytes } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { Environment, InvocationResult } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { functionArn } from '../function-lookup.ts';
import { functionMeter } from '../function-metrics.ts';
import type { FunctionRecord, PublishedVersion } from '../function-record.ts';
import { type ExecutionEnvironment, startEnvironment } from './execution-environment.ts';
import { answerOf, logLineOf } from './failure.ts';
import { createInvocationLog, type InvocationLog, reportLine } from './invocation-log.ts';
import type { Delivery } from './runtime-api.ts';

/** The error for an event that arrives while environments are shutting down. */
export function shuttingDown(): AwsError {
  return new AwsError('ServiceException', 'local-aws is shutting down.', 500);
}

/** An event as its caller sends it. */
export type Call = Pick<Delivery, 'requestId' | 'payload' | 'clientContext' | 'traceHeader' | 'stream'>;

/** The same before it has an id and a place in a chain of requests. */
export interface NewCall {
  readonly payload: Uint8Array;
  readonly requestId?: string;
  readonly clientContext?: string | undefined;
  readonly traceHeader?: string | undefined;
  readonly stream?: Delivery['stream'];
  /** What caused it, by the names that the trail knows; without it, whatever runs now. */
  readonly causedBy?: readonly string[];
}

interface Member {
  readonly environment: ExecutionEnvironment;
  readonly log: InvocationLog;
  readonly logStream: string;
  readonly startedAt: Date;
  initialised: boolean;
  idleSince: number;
}

/** The execution environments of one version of a function: as many as there are concurrent events. */
export interface Pool {
  invoke(call: Call): Promise<InvocationResult>;
  /** Ends environments that have been idle for longer than `milliseconds`. */
  reap(milliseconds: number): Promise<void>;
  /** Ends idle environments now, and busy ones after their event; resolves when all have ended. */
  retire(): Promise<void>;
  /** Kills the environment that has this access key, if it is in this pool. */
  crash(accessKeyId: string): Promise<void>;
  environments(): Environment[];
  /** Ends all environments at once. */
  close(): Promise<void>;
}

export function createPool(options: {
  readonly cloud: Cloud;
  readonly record: FunctionRecord | PublishedVersion;
  readonly version: string;
  readonly taskRoot: string;
  readonly inspectPort: number | undefined;
}): Pool {
  const { cloud, record, version, taskRoot, inspectPort } = options;
  const { trail } = cloud;
  const measure = functionMeter(cloud);
  const idle: Member[] = [];
  const members = new Set<Member>();
  const invocations = new Set<Promise<unknown>>();
  let state: 'open' | 'retiring' | 'closed' = 'open';

  async function end(member: Member): Promise<void> {
    members.delete(member);
    await member.environment.kill();
    await member.log.flush();
  }

  /** The most recently busy environment, as in Lambda, so that the others become idle. */
  async function takeIdle(): Promise<Member | undefined> {
    const member = idle.pop();
    if (!member || (await member.environment.isUsable())) return member;
    await end(member);
    return takeIdle();
  }

  async function start(): Promise<Member> {
    const day = cloud.now().toISOString().slice(0, 10).replaceAll('-', '/');
    const logStream = `${day}/[${version}]${randomBytes(16).toString('hex')}`;
    const log = createInvocationLog(cloud, record.logging.group, logStream);
    log.line(
      `INIT_START Runtime Version: ${record.runtime}\tRuntime Version ARN: arn:aws:lambda:${cloud.region}::runtime:${record.runtime}`,
    );
    const environment = await startEnvironment({
      cloud,
      record,
      version,
      taskRoot,
      logStream,
      inspectPort,
      onLine: log.line,
    });
    const startedAt = cloud.now();
    const member = { environment, log, logStream, startedAt, initialised: false, idleSince: 0 };
    members.add(member);
    if (state === 'closed') {
      await end(member);
      throw shuttingDown();
    }
    return member;
  }

  function runIn({ environment, log }: Member, call: Call) {
    log.line(`START RequestId: ${call.requestId} Version: ${version}`);
    return environment.run({
      ...call,
      functionArn: functionArn(cloud, record.name, version === '$LATEST' ? undefined : version),
    });
  }

  async function invokeIn(member: Member, call: Call): Promise<InvocationResult> {
    const { environment, log } = member;
    const { requestId, traceHeader } = call;
    log.begin();
    const startedAt = performance.now();
    // The duration of the init phase is not part of the event's.
    const failedInit = member.initialised ? undefined : await environment.initialise();
    const initDurationMs = member.initialised ? undefined : performance.now() - startedAt;
    member.initialised = true;
    const { outcome, durationMs } = failedInit
      ? { outcome: failedInit, durationMs: 0 }
      : await runIn(member, call);

    const answer = answerOf(outcome, requestId);
    measure('Invocations', record.name, 1);
    measure('Errors', record.name, answer.functionError === undefined ? 0 : 1);
    measure('Duration', record.name, durationMs);
    const explanation = logLineOf(outcome, requestId);
    if (explanation) log.line(explanation);
    log.line(`END RequestId: ${requestId}`);
    const { memorySize } = record;
    const maxMemoryUsed = Math.min(environment.maxMemoryUsed, memorySize);
    const status = outcome.kind === 'timeout' ? 'timeout' : outcome.kind === 'response' ? undefined : 'error';
    log.line(reportLine({ requestId, durationMs, memorySize, maxMemoryUsed, initDurationMs, status }));
    const logTail = log.tail();
    await log.flush();
    const told = {
      durationMs,
      memorySize,
      maxMemoryUsed,
      ...(initDurationMs === undefined ? {} : { initDurationMs }),
    };
    trail.current()?.note({ log: logTail, facts: { ...told, environment: member.logStream } });
    return { requestId, ...answer, logTail, executedVersion: version, traceHeader };
  }

  async function invoke(call: Call): Promise<InvocationResult> {
    const member = (await takeIdle()) ?? (await start());
    trail.current()?.leave(`environment:${member.environment.accessKeyId}`);
    try {
      return await invokeIn(member, call);
    } finally {
      const usable = await member.environment.isUsable();
      if (state === 'open' && usable) {
        member.idleSince = Date.now();
        idle.push(member);
      } else {
        await end(member);
      }
    }
  }

  async function reap(milliseconds: number): Promise<void> {
    const isOld = ({ idleSince }: Member) => Date.now() - idleSince >= milliseconds;
    const old = idle.filter(isOld);
    idle.splice(0, idle.length, ...idle.filter((member) => !old.includes(member)));
    await Promise.all(old.map(end));
  }

  return {
    reap,
    async invoke(call) {
      const invocation = invoke(call);
      invocations.add(invocation);
      try {
        return await invocation;
      } finally {
        invocations.delete(invocation);
      }
    },
    async retire() {
      state = 'retiring';
      await reap(0);
      await Promise.allSettled(invocations);
    },
    async crash(accessKeyId) {
      const found = [...members].find(({ environment }) => environment.accessKeyId === accessKeyId);
      await found?.environment.kill();
    },
    environments: () =>
      [...members].map((member) => ({
        functionName: record.name,
        version,
        logStream: member.logStream,
        startedAt: member.startedAt,
        isBusy: !idle.includes(member),
        maxMemoryUsed: member.environment.maxMemoryUsed,
      })),
    async close() {
      state = 'closed';
      await Promise.all([...members].map(end));
      await Promise.allSettled(invocations);
    },
  };
}
