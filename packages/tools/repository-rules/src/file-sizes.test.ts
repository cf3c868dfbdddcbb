import { expect, test } from 'vitest';
import { readWorkspace } from './workspace.ts';

const sources = (await readWorkspace()).flatMap((found) => found.sources);

test('no source file is over 300 lines, tests included', () => {
  const long = sources.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`);
  expect(long).toEqual([]);
});

test('half of the production files have less than 100 lines', () => {
  const lengths = sources.filter(({ isTest }) => !isTest).map(({ lines }) => lines);
  const median = lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)];
  expect(lengths.length).toBeGreaterThan(100);
  expect(median).toBeLessThan(100);
});
