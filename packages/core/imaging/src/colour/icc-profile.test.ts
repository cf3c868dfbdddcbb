import { expect, test } from 'vitest';
import { type Curve, codedProfile, columns, greyProfile, rgbProfile } from '../../test/make-profile.ts';
import { hasCodePoints, signalOfProfile } from './icc-profile.ts';
import { toDisplay } from './to-display.ts';

/** The sRGB value of the light that a curve makes of 0.5. */
function shownOf(curve: Curve): number | undefined {
  const signal = signalOfProfile(greyProfile(curve), true);
  const half = { data: Uint16Array.of(0x8000, 0x8000, 0x8000), width: 1, height: 1, channels: 3 } as const;
  return signal && toDisplay(half, signal)[0];
}

test.each<[string, Curve, number]>([
  ['nothing', { samples: [] }, 188], // light 0.5
  ['a power', { gamma: 2 }, 137], // 0.25
  ['samples', { samples: [0, 0x4000, 0xffff] }, 137],
  ['samples between two', { samples: [0, 0x8000] }, 137],
  ['parametric kind 0', { kind: 0, parameters: [2] }, 137],
  ['parametric kind 1', { kind: 1, parameters: [2, 0.5, 0] }, 71], // 0.0625
  ['parametric kind 1 below its threshold', { kind: 1, parameters: [2, 1, -0.6] }, 0],
  ['parametric kind 2', { kind: 2, parameters: [2, 1, 0, 0.25] }, 188],
  ['parametric kind 3, its power', { kind: 3, parameters: [2, 1, 0, 0.1, 0.2] }, 137],
  ['parametric kind 3, its line', { kind: 3, parameters: [2, 1, 0, 0.5, 0.9] }, 137],
  ['parametric kind 4, its power', { kind: 4, parameters: [2, 1, 0, 0.1, 0.2, 0.25, 0] }, 188],
  ['parametric kind 4, its line', { kind: 4, parameters: [2, 1, 0, 0.25, 0.9, 0, 0.125] }, 137],
])('a curve of %s gives its light', (_, curve, shown) => {
  expect(Math.abs((shownOf(curve) ?? -9) - shown)).toBeLessThanOrEqual(1);
});

test('anything but curves, such as tables or a truncated profile, is left to lcms', () => {
  expect(shownOf({ kind: 9, parameters: [1] })).toBeUndefined();
  const profile = rgbProfile({ gamma: 2 }, columns.srgb);
  expect(signalOfProfile(profile, false)).toBeDefined();
  for (const [mark, other] of [
    ['rTRC', 'A2B0'],
    ['rXYZ', 'lost'],
    ['RGB ', 'CMYK'],
    ['XYZ ', 'Lab '],
  ] as const) {
    const changed = Buffer.from(profile);
    changed.write(other, changed.indexOf(mark, 0, 'latin1'), 'latin1');
    expect(signalOfProfile(changed, false)).toBeUndefined();
  }
  for (let length = 0; length < profile.length - 3; length += 9) {
    expect(() => signalOfProfile(profile.subarray(0, length), false)).not.toThrow();
    expect(hasCodePoints(profile.subarray(0, length))).toBe(false);
  }
  expect(hasCodePoints(codedProfile(9, 16))).toBe(true);
});

test('a profile of greys contains no colours', () => {
  expect(signalOfProfile(greyProfile({ gamma: 1 }), false)).toBeUndefined();
});
