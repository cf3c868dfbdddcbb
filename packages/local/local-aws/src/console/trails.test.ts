import { expect, test } from 'vitest';
import type { Span } from '../trail/span.ts';
import { trailsOf } from './trails.ts';

function span(id: string, startedAt: number, causes: readonly string[] = []): Span {
  const named = { kind: 'event', service: 's3', name: 'ObjectCreated:Put', facts: {} } as const;
  return { id, causes, startedAt, endedAt: startedAt + 1, ...named };
}

test('a trail counts the steps that follow, in several ways or none, and steps whose cause is forgotten begin one', () => {
  const spans = [
    span('a', 1),
    span('b', 2, ['a']),
    span('c', 3, ['a', 'b']),
    span('d', 4, ['forgotten']),
    span('e', 5),
  ];
  const found = trailsOf(spans, 2).map(({ id, steps, lastAt }) => [id, steps, lastAt]);
  expect(found).toEqual([
    ['e', 1, 6],
    ['d', 1, 5],
  ]);
  expect(trailsOf(spans, 3).at(-1)).toMatchObject({ id: 'a', steps: 3, lastAt: 4 });
});

test('however many steps are kept, listing trails looks at each of them a few times', () => {
  let reads = 0;
  const spans = Array.from({ length: 4000 }, (_, n) => {
    const get = () => {
      reads++;
      return [];
    };
    return Object.defineProperty(span(String(n), n), 'causes', { get });
  });
  expect(trailsOf(spans, 100)).toHaveLength(100);
  expect(reads).toBeLessThan(10 * spans.length);
});
