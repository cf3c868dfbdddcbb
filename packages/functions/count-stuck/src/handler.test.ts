import type { InWork } from '@darkroom/catalog';
import { expect, test } from 'vitest';
import { createHandler } from './handler.ts';

/** What it counts and warns of at noon, with these images in work. */
async function count(inWork: readonly InWork[]) {
  const counted: number[] = [];
  const warnings: unknown[] = [];
  const handler = createHandler({
    catalog: { inWork: async (before) => inWork.filter(({ since }) => since < before) },
    stuckAfterMinutes: 60,
    report: (images) => counted.push(images),
    logger: { warn: (...warning) => warnings.push(warning) },
    now: () => new Date('2026-01-01T12:00:00Z'),
  });
  await handler();
  return { counted, warnings };
}

test('images whose last attempt began an hour ago are stuck, and the longest are named', async () => {
  const { counted, warnings } = await count([
    { id: 'a', since: new Date('2026-01-01T10:00:00Z') },
    { id: 'b', since: new Date('2026-01-01T11:30:00Z') },
  ]);
  expect(counted).toEqual([1]);
  expect(warnings).toEqual([['Stuck', { images: 1, longest: ['a'] }]]);
});

test('none is a number too, so that an alarm knows that somebody looked', async () => {
  const { counted, warnings } = await count([]);
  expect({ counted, warnings }).toEqual({ counted: [0], warnings: [] });
});
