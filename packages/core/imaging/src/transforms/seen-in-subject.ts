import type { Point } from '../box.ts';
import type { Recipe } from './recipe.ts';

/** Where a point of the original lies in its subject, or the nearest to it: both in fractions. */
export function seenInSubject(
  { x, y }: Point,
  { region, turn, flip, flop }: Pick<Recipe, 'region' | 'turn' | 'flip' | 'flop'>,
): Point {
  const within = (at: number, start: number, length: number) =>
    Math.min(1, Math.max(0, (at - start) / length));
  const left = region ? within(x, region.left, region.width) : x;
  const top = region ? within(y, region.top, region.height) : y;
  const turned = {
    0: { x: left, y: top },
    90: { x: 1 - top, y: left },
    180: { x: 1 - left, y: 1 - top },
    270: { x: top, y: 1 - left },
  }[turn];
  return { x: flop ? 1 - turned.x : turned.x, y: flip ? 1 - turned.y : turned.y };
}
