import { colours } from '../../colours.ts';
import { visible } from '../../visible.ts';
import type { TraceSpan } from './read-spans.ts';

/** One line a span: when it began after the first, how long it took, and what it was part of. */
export function showSpans(spans: readonly TraceSpan[]): string[] {
  const [first] = spans;
  if (!first) return [];
  const byId = new Map(spans.map((span) => [span.id, span]));
  const depthOf = ({ parentId }: TraceSpan): number => {
    const parent = parentId === undefined ? undefined : byId.get(parentId);
    return parent ? depthOf(parent) + 1 : 0;
  };
  return spans.map((span) => {
    const depth = depthOf(span);
    const began = `${Math.round(+span.at - +first.at)}`.padStart(7);
    const took = `${span.durationMs.toFixed(span.durationMs < 10 ? 1 : 0)} ms`.padStart(9);
    const what = depth === 0 ? `${span.function} ${span.name}` : span.name;
    const failed = span.hasFailed ? colours.red(' failed') : '';
    return `${colours.dim(began)} ${took}  ${'  '.repeat(depth)}${visible(what)}${failed}`;
  });
}
