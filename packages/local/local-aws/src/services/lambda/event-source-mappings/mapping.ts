/** An event source mapping as stored: the caller's settings, with AWS's defaults filled in. */
export type EventSourceMapping = StreamMapping | QueueMapping;

interface AnyMapping {
  readonly uuid: string;
  /** With the qualifier, if the caller gave one. */
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** JSON patterns; an event must match one of them to reach the function. Without patterns, all events do. */
  readonly filters: readonly string[];
  /** Whether FunctionResponseTypes contains ReportBatchItemFailures. */
  readonly reportsItemFailures: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

export interface StreamMapping extends AnyMapping {
  readonly source: 'stream';
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly parallelizationFactor: number;
  readonly bisectsOnError: boolean;
  /** -1: as long as the stream keeps the record. */
  readonly maximumRetries: number;
  /** -1: as long as the stream keeps the record. */
  readonly maximumAgeSeconds: number;
  /** ARN of the queue or topic that receives records of discarded batches. */
  readonly onFailure?: string | undefined;
}

export interface QueueMapping extends AnyMapping {
  readonly source: 'queue';
  readonly maximumConcurrency?: number | undefined;
}
