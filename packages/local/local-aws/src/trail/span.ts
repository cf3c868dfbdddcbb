import { withoutCredentials } from './without-credentials.ts';

/** What a step is: a request to a service, an event or a message on its way, or one try of a function. */
export type SpanKind = 'request' | 'event' | 'delivery' | 'invocation';

/** A payload as text. One that is too long is kept in part, and then the step can not be made again. */
export interface Payload {
  readonly text: string;
  /** Of the whole payload. */
  readonly bytes: number;
  readonly isWhole: boolean;
}

/** One step of a trail: what was done, when, why, and how it ended. */
export interface Span {
  readonly id: string;
  /** The steps that caused it; several where a batch came from several. Empty for what came from outside. */
  readonly causes: readonly string[];
  readonly kind: SpanKind;
  /** The service's name in credential scopes: `s3`, `lambda`. */
  readonly service: string;
  /** An operation, an event's name or a function. */
  readonly name: string;
  /** Where it went: `bucket/key`, an ARN, an address. */
  readonly target?: string;
  /** Who asked for it: a principal's ARN. */
  readonly caller?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly endedAt?: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly input?: Payload;
  readonly output?: Payload;
  /** The last 4 KB of a function's log. */
  readonly log?: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What a step says of itself when it begins. */
export type NewSpan = Pick<Span, 'kind' | 'service' | 'name'> &
  Partial<Pick<Span, 'target' | 'facts' | 'input'>> & {
    /** What earlier steps left, by name. Without it, the step that runs now is the cause. */
    readonly causedBy?: readonly string[];
  };

const longestPayload = 64 * 1024; // characters

/** Without what clients sent to prove who they are. */
export function payloadOf(content: string | Uint8Array): Payload {
  const isText = typeof content === 'string';
  const bytes = isText ? Buffer.byteLength(content) : content.length;
  if (isText) {
    const isWhole = content.length <= longestPayload;
    // A slice would keep the whole text in memory.
    const text = isWhole ? content : Buffer.from(content.slice(0, longestPayload)).toString('utf8');
    return { text: withoutCredentials(text), bytes, isWhole };
  }
  const text = Buffer.from(content.buffer, content.byteOffset, Math.min(bytes, longestPayload)).toString(
    'utf8',
  );
  return { text: withoutCredentials(text), bytes, isWhole: bytes <= longestPayload };
}
