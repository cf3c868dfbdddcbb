import { expect, test } from 'vitest';
import { cropPosition } from './crop-position.ts';

const landscape = { width: 400, height: 200 };

test.each([
  [{ x: 0.5, y: 0.5 }, '50.00% 50.00%'],
  [{ x: 0, y: 0.9 }, '0.00% 50.00%'],
  [{ x: 1, y: 0 }, '100.00% 50.00%'],
  // 100 of the 200 pixels that are shown lie left of the point, at 120 of 400: from 20 of the 200 that are over.
  [{ x: 0.3, y: 0.5 }, '10.00% 50.00%'],
])('of a landscape a square keeps what is around %j', (focus, position) => {
  expect(cropPosition(landscape, { width: 50, height: 50 }, focus)).toBe(position);
});

test('a box of the same shape shows everything', () => {
  expect(cropPosition(landscape, { width: 80, height: 40 }, { x: 0, y: 1 })).toBe('50.00% 50.00%');
});
