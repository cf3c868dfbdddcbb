/** An event that waits for its asynchronous invocation. */
export interface PendingEvent {
  /** Position in the order of arrival; its key in storage. */
  readonly position: string;
  readonly requestId: string;
  readonly functionName: string;
  readonly qualifier?: string;
  /** The trace header of the request that caused it, if it had one. */
  readonly traceHeader?: string | undefined;
  /** Base64. */
  readonly payload: string;
  /** Its age counts from here: milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Invocations that ended in an error of the function. Throttles do not count. */
  readonly failures: number;
  /** Not before this time, in milliseconds since the epoch. */
  readonly dueAt: number;
}
