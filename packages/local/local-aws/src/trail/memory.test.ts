import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { payloadOf } from './span.ts';
import { createSpanStore, type SpanStore } from './span-store.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** MB, once what nobody holds is gone. */
function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

function fill(store: SpanStore, count: number, contentOf: (index: number) => string | Uint8Array): void {
  for (let index = 0; index < count; index++) {
    const id = `0123456789abcdef0123456789abcdef-${index}`;
    const input = payloadOf(contentOf(index));
    store.put({
      id,
      causes: [],
      kind: 'event',
      service: 's3',
      name: 'ObjectCreated',
      startedAt: index,
      facts: {},
      input,
    });
    store.leave(`event:${id}`, id);
  }
}

test.each([
  { payloads: 'no', count: 5000, contentOf: () => '' },
  { payloads: 'short', count: 5000, contentOf: (index: number) => Buffer.from(`${index} light`.repeat(150)) },
  { payloads: 'two-byte', count: 5000, contentOf: (index: number) => `${index} 写真`.repeat(150) },
  { payloads: 'long', count: 200, contentOf: (index: number) => `${index} 写真`.repeat(20_000) },
])('a full trail with $payloads payloads takes at most 5 MB', ({ count, contentOf }) => {
  const store = createSpanStore();
  const before = heapUsed();
  fill(store, count, contentOf);
  expect(heapUsed() - before).toBeLessThan(5);
  expect(store.all().length).toBeGreaterThan(10);
});
