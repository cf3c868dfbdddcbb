import type { Payload, Span } from './span.ts';

/** The newest steps, and what they left behind. */
export interface SpanStore {
  put(span: Span): void;
  remove(id: string): void;
  get(id: string): Span | undefined;
  /** Oldest first. */
  all(): Span[];
  /** Names what a step leaves: a message, an event, a record. Later steps find their cause by it. */
  leave(name: string, id: string): void;
  /** The step that left this. */
  whoLeft(name: string): string | undefined;
}

/** The oldest are forgotten above these; an empty span takes a kilobyte. */
const most = { spans: 3500, bytes: 3.5 * 1024 * 1024 };
const emptySpanBytes = 1024;

export function createSpanStore(limits: typeof most = most): SpanStore {
  const spans = new Map<string, Span>();
  const left = new Map<string, string>();
  const namesOf = new Map<string, string[]>();
  let bytes = 0;

  function remove(id: string): void {
    const span = spans.get(id);
    if (!span) return;
    bytes -= sizeOf(span);
    spans.delete(id);
    for (const name of namesOf.get(id) ?? []) if (left.get(name) === id) left.delete(name);
    namesOf.delete(id);
  }

  return {
    put(span) {
      const earlier = spans.get(span.id);
      bytes += sizeOf(span) - (earlier ? sizeOf(earlier) : 0);
      spans.set(span.id, span);
      for (const id of spans.keys()) {
        if (spans.size <= limits.spans && bytes <= limits.bytes) break;
        if (id !== span.id) remove(id);
      }
    },
    remove,
    get: (id) => spans.get(id),
    all: () => [...spans.values()],
    leave(name, id) {
      left.set(name, id);
      const names = namesOf.get(id);
      if (names) names.push(name);
      else namesOf.set(id, [name]);
    },
    whoLeft: (name) => left.get(name),
  };
}

function sizeOf({ name, target = '', error, input, output, log = '' }: Span): number {
  const texts = [name, target, error?.message ?? '', log];
  const lengths = [...texts.map(({ length }) => length), bytesOf(input), bytesOf(output)];
  return lengths.reduce((sum, length) => sum + length, emptySpanBytes);
}

/** V8 keeps a text in two bytes for each character unless all are Latin-1. */
function bytesOf(payload: Payload | undefined): number {
  if (!payload) return 0;
  const { text, bytes } = payload;
  return bytes > text.length ? 2 * text.length : text.length;
}
