import type { Step } from '../api/steps.ts';

/** A step's row: how deep it stands, and where its bar lies, in percent of the whole trail. */
export interface Row {
  readonly step: Step;
  readonly depth: number;
  readonly left: number;
  readonly width: number;
  /** Milliseconds between the end of its cause and its beginning: what it waited. */
  readonly waited: number;
  /** Which try of the same event it is; 1 for the first. */
  readonly attempt: number;
}

/** The rows of a trail, each below its cause, in the order in which they began. */
export function waterfall(steps: readonly Step[], now: number): Row[] {
  const first = Math.min(...steps.map(({ startedAt }) => startedAt));
  const last = Math.max(...steps.map(({ startedAt, endedAt }) => endedAt ?? Math.max(startedAt, now)));
  const whole = Math.max(last - first, 0.001);
  const byId = new Map(steps.map((step) => [step.id, step]));
  const rows: Row[] = [];
  const attempts = new Map<string, number>();
  const placed = new Set<string>();

  function add(step: Step, depth: number): void {
    if (placed.has(step.id)) return; // a batch has several causes, and stands below the first
    placed.add(step.id);
    const cause = step.causes.map((id) => byId.get(id)).find((found) => found);
    const { requestId } = step.facts;
    const attempt = requestId === undefined ? 1 : (attempts.get(String(requestId)) ?? 0) + 1;
    if (requestId !== undefined) attempts.set(String(requestId), attempt);
    rows.push({
      step,
      depth,
      left: ((step.startedAt - first) / whole) * 100,
      width: (((step.endedAt ?? last) - step.startedAt) / whole) * 100,
      waited: cause ? Math.max(0, step.startedAt - (cause.endedAt ?? step.startedAt)) : 0,
      attempt,
    });
    for (const next of steps) if (next.causes.includes(step.id)) add(next, depth + 1);
  }

  for (const step of steps) if (!step.causes.some((id) => byId.has(id))) add(step, 0);
  return rows;
}

/** What a step is, for people: `S3 PutObject`, `develop, try 2`. */
export function titleOf({ step, attempt }: Pick<Row, 'step' | 'attempt'>): string {
  const { kind, name, service } = step;
  if (kind === 'invocation') return attempt > 1 ? `${name}, try ${attempt}` : name;
  return kind === 'request' ? `${service} ${name}` : `${service} ${kind} ${name}`;
}
