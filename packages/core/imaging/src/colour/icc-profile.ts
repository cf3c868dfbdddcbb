import { fromColumns, identity, type Triple } from './matrix.ts';
import { fromPcs } from './primaries.ts';
import { type ColourSignal, signalOfCodePoints } from './signal.ts';
import { gamma, type Transfer } from './transfer.ts';

/**
 * The curves and the matrix of an ICC profile (ICC.1:2022); `undefined` if it uses multi-dimensional tables instead, or
 * neither. lcms handles curves and matrices too, but for grey and 16-bit images it samples 33 points per curve, and is
 * wrong by up to 10 of 255 in dark tones where the curve is steep. A profile of greys contains no colours.
 */
export function signalOfProfile(icc: Buffer, isGrey: boolean): ColourSignal | undefined {
  return whereReadable(() => {
    const tags = tagsOf(icc);
    const codes = tags.get('cicp');
    if (codes) return signalOfCodePoints({ primaries: codes.readUInt8(8), transfer: codes.readUInt8(9) });
    const [space, connection] = [icc.toString('latin1', 16, 20), icc.toString('latin1', 20, 24)];
    if (connection !== 'XYZ ' || tags.has('A2B0')) return undefined;
    if (space === 'GRAY') return isGrey ? ofGreys(tags) : undefined;
    return space === 'RGB ' ? ofColours(tags) : undefined;
  });
}

/** Whether a profile also gives code points (`cicp`), as HDR profiles do. lcms ignores them. */
export function hasCodePoints(icc: Buffer): boolean {
  return whereReadable(() => tagsOf(icc).has('cicp')) ?? false;
}

/** A truncated profile counts as none. */
function whereReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function ofGreys(tags: ReadonlyMap<string, Buffer>): ColourSignal | undefined {
  const curve = curveOf(tags.get('kTRC'));
  return curve && { toBt709: identity, curves: [curve, curve, curve] };
}

function ofColours(tags: ReadonlyMap<string, Buffer>): ColourSignal | undefined {
  const [red, green, blue] = ['rTRC', 'gTRC', 'bTRC'].map((tag) => curveOf(tags.get(tag)));
  const [x, y, z] = ['rXYZ', 'gXYZ', 'bXYZ'].map((tag) => xyzOf(tags.get(tag)));
  if (!red || !green || !blue || !x || !y || !z) return undefined;
  return { toBt709: fromPcs(fromColumns(x, y, z)), curves: [red, green, blue] };
}

function tagsOf(icc: Buffer): Map<string, Buffer> {
  const tags = new Map<string, Buffer>();
  const count = Math.min(icc.readUInt32BE(128), mostTags);
  for (let at = 132; at < 132 + 12 * count; at += 12) {
    const [start, length] = [icc.readUInt32BE(at + 4), icc.readUInt32BE(at + 8)];
    tags.set(icc.toString('latin1', at, at + 4), icc.subarray(start, start + length));
  }
  return tags;
}

const mostTags = 100;

/** An `XYZType`: one colour, as s15Fixed16 numbers. */
function xyzOf(tag: Buffer | undefined): Triple | undefined {
  return tag && [fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)];
}

function fixed(tag: Buffer, at: number): number {
  return tag.readInt32BE(at) / 65_536;
}

function curveOf(tag: Buffer | undefined): Transfer | undefined {
  switch (tag?.toString('latin1', 0, 4)) {
    case 'curv':
      return tag && sampledCurve(tag);
    case 'para':
      return tag && parametricCurve(tag);
    default:
      return undefined;
  }
}

function sampledCurve(tag: Buffer): Transfer {
  const count = tag.readUInt32BE(8);
  if (count === 0) return (stored) => stored;
  if (count === 1) return gamma(tag.readUInt16BE(12) / 256);
  const last = Math.min(count, (tag.length - 12) >> 1) - 1;
  const sample = (index: number) => tag.readUInt16BE(12 + 2 * Math.min(index, last)) / 65_535;
  return (stored) => {
    const place = stored * last;
    const index = Math.floor(place);
    return sample(index) + (place - index) * (sample(index + 1) - sample(index));
  };
}

/** ICC.1:2022, table 68: a power above a threshold, a line below it. Kinds 0 to 2 are special cases of 4. */
function parametricCurve(tag: Buffer): Transfer | undefined {
  const kind = tag.readUInt16BE(8);
  const counts = [1, 3, 4, 5, 7];
  const [g = 1, a = 1, b = 0, ...rest] = Array.from({ length: counts[kind] ?? 0 }, (_, index) =>
    fixed(tag, 12 + 4 * index),
  );
  const power = (stored: number) => Math.max(a * stored + b, 0) ** g;
  switch (kind) {
    case 0:
    case 1:
      return power;
    case 2:
      return (stored) => power(stored) + (rest[0] ?? 0);
    case 3:
    case 4: {
      const [c = 0, d = 0, e = 0, f = 0] = rest;
      return (stored) => (stored >= d ? power(stored) + e : c * stored + f);
    }
    default:
      return undefined;
  }
}
