import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportStep } from '../operations/import/import-bucket.ts';
import { createTally } from './import-tally.ts';

const failure = { outcome: 'failed', code: 'SlowDown', message: 'Please reduce your request rate.' } as const;
const outcome = fc.constantFrom(
  { outcome: 'copied' } as const,
  { outcome: 'skipped', reason: 'already-there' } as const,
  failure,
);

test('whatever fails, a run that goes on from the place passes over nothing that failed', () => {
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 20 }), (outcomes) => {
      const tally = createTally(() => {});
      const steps = outcomes.map((end, n): ImportStep => ({ key: String(n), bytes: 1, ...end }));
      for (const step of steps) tally.add(step);
      const passedOver = steps.slice(0, steps.findIndex(({ key }) => key === tally.place) + 1);
      expect(passedOver.filter((step) => step.outcome === 'failed')).toEqual([]);
      expect(steps[passedOver.length]?.outcome ?? 'failed').toBe('failed'); // and as little as can be is done again
    }),
  );
});
