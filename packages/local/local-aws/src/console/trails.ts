import type { Span } from '../trail/span.ts';

/** A step without its payloads and its log, which are long. */
export type SpanSummary = Omit<Span, 'input' | 'output' | 'log'>;

/** One thing that came from outside, and how much followed. */
export interface TrailSummary extends SpanSummary {
  /** When the last step ended so far. */
  readonly lastAt: number;
  readonly steps: number;
  readonly errors: number;
  readonly isRunning: boolean;
}

export function summaryOf({ input: _, output: __, log: ___, ...span }: Span): SpanSummary {
  return span;
}

/** The steps that follow from one, itself included, in the order in which they began. */
export function trailFrom(rootId: string, spans: readonly Span[]): Span[] {
  return followed(rootId, stepsById(spans), followersOf(spans));
}

/** The newest things that came from outside, newest first. Steps whose causes are forgotten count as such. */
export function trailsOf(spans: readonly Span[], limit: number): TrailSummary[] {
  const byId = stepsById(spans);
  const followers = followersOf(spans);
  return spans
    .filter((span) => isIdentified(span) && !span.causes.some((cause) => byId.has(cause)))
    .slice(-limit)
    .map((root) => {
      const steps = followed(root.id, byId, followers);
      return {
        ...summaryOf(root),
        lastAt: Math.max(...steps.map(({ startedAt, endedAt }) => endedAt ?? startedAt)),
        steps: steps.length,
        errors: steps.filter(({ error }) => error).length,
        isRunning: steps.some(({ endedAt }) => endedAt === undefined),
      };
    })
    .reverse();
}

function followed(
  rootId: string,
  byId: ReadonlyMap<string, Span>,
  followers: ReadonlyMap<string, readonly Span[]>,
): Span[] {
  const found = new Set([rootId]);
  for (const id of found) for (const next of followers.get(id) ?? []) found.add(next.id);
  return [...found].flatMap((id) => byId.get(id) ?? []).sort((a, b) => a.startedAt - b.startedAt);
}

function stepsById(spans: readonly Span[]): Map<string, Span> {
  return new Map(spans.map((span) => [span.id, span]));
}

/** Until its sender is known, a request may still turn out to be a function's. */
function isIdentified({ kind, caller, endedAt }: Span): boolean {
  return kind !== 'request' || caller !== undefined || endedAt !== undefined;
}

function followersOf(spans: readonly Span[]): Map<string, Span[]> {
  const followers = new Map<string, Span[]>();
  for (const span of spans) {
    for (const cause of span.causes) {
      const known = followers.get(cause);
      if (known) known.push(span);
      else followers.set(cause, [span]);
    }
  }
  return followers;
}
