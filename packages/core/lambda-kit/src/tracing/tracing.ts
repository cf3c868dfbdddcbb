import type { Permission } from '../manifest.ts';

/** Where spans go, and how many; the part of the configuration that is called `tracing`. */
export interface TracingSettings {
  /** The share of traces that are sent, from 0 to 1. */
  readonly ratio: number;
  /** An OTLP receiver that takes JSON over HTTP. Default: CloudWatch's. */
  readonly endpoint?: string | undefined;
}

/** What CloudWatch's OTLP endpoint asks of the role of a function that traces. */
export const tracingPermission: Permission = { on: 'traces', actions: ['xray:PutTraceSegments'] };

/** What a function tells of its work to whoever looks at traces. */
export interface Tracing {
  /** Runs work as one span in the trace of each of these correlations. */
  trace<Result>(
    name: string,
    correlationIds: readonly string[],
    work: () => Promise<Result>,
  ): Promise<Result>;
  /** Runs work as a span of the work that it is part of. */
  span<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** Tells of a part of the running work that was not awaited by itself. */
  part(name: string, began: Date, ended: Date): void;
  /** Sends what has ended. Lambda freezes a process as soon as its handler has returned, so that must wait for it. Never throws. */
  flush(): Promise<void>;
}

/** Tells nothing, and costs nothing. */
export const untraced: Tracing = {
  trace: (_name, _correlationIds, work) => work(),
  span: (_name, work) => work(),
  part() {},
  async flush() {},
};
