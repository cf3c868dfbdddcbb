import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InvocationResult, StreamRecord } from '../../../../cloud/ports.ts';
import type { StreamMapping } from '../mapping.ts';
import { settleBatch } from './settle-batch.ts';
import { type StreamBatch, sequenceNumberOf } from './stream-batch.ts';

const scenario = fc.record({
  poison: fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
  reports: fc.boolean(),
  maximumRetries: fc.integer({ min: 0, max: 3 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** Runs a batch to its end, with a function that does records in order up to the first one it can't do. */
function runToEnd({ poison, reports, maximumRetries }: Scenario) {
  const mapping: StreamMapping = {
    uuid: '',
    functionArn: '',
    sourceArn: '',
    enabled: true,
    batchSize: 100,
    batchingWindowSeconds: 0,
    filters: [],
    reportsItemFailures: reports,
    tags: {},
    lastModified: 0,
    source: 'stream',
    startingPosition: 'LATEST',
    parallelizationFactor: 1,
    bisectsOnError: true,
    maximumRetries,
    maximumAgeSeconds: -1,
  };
  const numbers = poison.map((_, index) => String(index + 100));
  const isPoison = (number: string) => poison[Number(number) - 100] === true;
  const records = numbers.map((SequenceNumber) => ({ dynamodb: { SequenceNumber } }) as StreamRecord);
  let pending: readonly StreamBatch[] = [{ records, through: 'end', failures: 0 }];
  const done: string[] = [];
  const discarded: string[] = [];
  const positions: string[] = [];
  const attempts = new Map<string, number>();

  while (pending[0]) {
    const items = pending[0].records.map(sequenceNumberOf);
    const failed = items.find(isPoison);
    const first = items[0] ?? '';
    if (items.length === 1) attempts.set(first, (attempts.get(first) ?? 0) + 1);
    const answer = failed && { batchItemFailures: [{ itemIdentifier: failed }] };
    const result: InvocationResult = {
      requestId: '',
      logTail: '',
      traceHeader: '',
      executedVersion: '$LATEST',
      payload: Buffer.from(JSON.stringify(answer ?? null)),
      ...(failed && !reports ? { functionError: 'Unhandled' } : {}),
    };
    const settlement = settleBatch(mapping, pending[0], result);
    if (!failed) done.push(...items);
    else if (reports) done.push(...items.slice(0, items.indexOf(failed)));
    discarded.push(...(settlement.discarded?.records.map(sequenceNumberOf) ?? []));
    if (settlement.position !== undefined) positions.push(settlement.position);
    pending = [...settlement.rest, ...pending.slice(1)];
  }
  return { numbers, isPoison, done, discarded, positions, attempts };
}

test('every record is done or discarded, in order, and the position never passes what is open', () => {
  fc.assert(
    fc.property(scenario, (input) => {
      const { numbers, done, discarded, positions } = runToEnd(input);
      expect([...done, ...discarded].sort()).toEqual(numbers);
      expect(done).toEqual([...done].sort());
      expect(discarded).toEqual([...discarded].sort());
      expect(positions).toEqual([...positions].sort());
      expect(positions.at(-1)).toBe('end');
    }),
  );
});

test('splitting isolates the records that fail: nothing else is discarded, each after all its retries', () => {
  fc.assert(
    fc.property(scenario, (input) => {
      const { numbers, isPoison, discarded, attempts } = runToEnd({ ...input, reports: false });
      const poisoned = numbers.filter(isPoison);
      expect(discarded).toEqual(poisoned);
      expect(poisoned.map((number) => attempts.get(number))).toEqual(
        poisoned.map(() => input.maximumRetries + 1),
      );
    }),
  );
});
