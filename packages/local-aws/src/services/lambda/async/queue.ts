/** Events that wait for their asynchronous invocation; they survive a restart. */
export interface AsyncQueue {
  /** Durable once it resolves. */
  enqueue(call: {
    readonly name: string;
    readonly qualifier?: string;
    readonly payload: Uint8Array;
  }): Promise<{ requestId: string }>;
  /** Goes on with what storage holds. */
  start(): Promise<void>;
  close(): Promise<void>;
}
