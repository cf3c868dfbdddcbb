import { expect, test } from 'vitest';
import { coloursOfStream } from './av1-colours.ts';

/** Bits of numbers, each with its width. */
function bits(...fields: readonly (readonly [value: number, width: number])[]): string {
  return fields.map(([value, width]) => value.toString(2).padStart(width, '0')).join('');
}

function unit(type: number, content: string): Buffer {
  const bytes = content.padEnd(8 * Math.ceil(content.length / 8), '0').match(/.{8}/g) ?? [];
  return Buffer.from([(type << 3) | 2, bytes.length, ...bytes.map((byte) => Number.parseInt(byte, 2))]);
}

const size = bits([9, 4], [8, 4], [639, 10], [479, 9]);
/** high_bitdepth, mono_chrome, then the description: Display P3, PQ and a matrix. */
const config = bits([1, 1], [0, 1], [1, 1], [12, 8], [16, 8], [9, 8]);
const still = bits([0, 3], [1, 1], [1, 1], [5, 5]) + size + bits([0, 3], [0, 3]) + config;

test('the colours of a still are found behind other units', () => {
  const delimiter = unit(2, '');
  const stream = Buffer.concat([delimiter, unit(1, still), unit(6, '1'.repeat(80))]);
  expect(coloursOfStream(stream)).toEqual({ primaries: 12, transfer: 16 });
});

test('those of a stream with a full header are found behind timing, operating points and tools', () => {
  const timing = `${bits([1, 1], [1, 32], [30, 32], [1, 1])}00101`; // equal intervals, as long as uvlc says
  const decoderModel = bits([1, 1], [9, 5], [1, 32], [0, 5], [0, 5]);
  const points = [
    bits([1, 1], [1, 5]), // initial display delay; two points
    bits([0, 12], [9, 5], [0, 1], [1, 1], [5, 10], [6, 10], [0, 1], [1, 1], [3, 4]),
    bits([0, 12], [4, 5], [0, 1], [0, 1]),
  ].join('');
  const frameIds = bits([1, 1], [1, 4], [2, 3]);
  for (const contentTools of ['11', '101', '011', '0101', '00']) {
    const tools = bits([0, 3], [3, 4], [1, 1], [3, 2]) + contentTools + bits([6, 3]);
    const header = bits([0, 3], [0, 1], [0, 1]) + timing + decoderModel + points + size + frameIds + tools;
    expect(coloursOfStream(unit(1, header + bits([0, 3]) + config))).toEqual({ primaries: 12, transfer: 16 });
  }
});

test('a stream that tells none has none', () => {
  const silent = still.slice(0, -config.length) + bits([0, 1], [0, 1], [0, 1]);
  expect(coloursOfStream(unit(1, silent))).toBeUndefined();
  expect(coloursOfStream(unit(6, '1'))).toBeUndefined();
});

test('a header that is cut off is a RangeError, which makes the file corrupt', () => {
  expect(() => coloursOfStream(unit(1, still.slice(0, 40)))).toThrow(RangeError);
});
