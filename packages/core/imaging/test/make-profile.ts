/** Curves of an ICC profile as its tags store them: a power, 16-bit samples, or the numbers of a parametric curve. */
export type Curve =
  | { readonly gamma: number }
  | { readonly samples: readonly number[] }
  | { readonly kind: number; readonly parameters: readonly number[] };

/** Red, green and blue as XYZ under D50. */
export type Columns = readonly (readonly [x: number, y: number, z: number])[];

export const columns = {
  srgb: [
    [0.4360747, 0.2225045, 0.0139322],
    [0.3850649, 0.7168786, 0.0971045],
    [0.1430804, 0.0606169, 0.7141733],
  ],
  displayP3: [
    [0.515102, 0.241182, -0.001053],
    [0.291965, 0.692236, 0.041881],
    [0.157153, 0.066582, 0.784378],
  ],
  proPhoto: [
    [0.7976749, 0.2880402, 0],
    [0.1351917, 0.7118741, 0],
    [0.0313534, 0.0000857, 0.82521],
  ],
} as const satisfies Record<string, Columns>;

/** IEC 61966-2-1, as profiles of version 4 write it. */
export const srgbCurve: Curve = { kind: 3, parameters: [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] };

export function rgbProfile(curve: Curve, [red, green, blue]: Columns): Buffer {
  const trc = curveTag(curve);
  return profile('RGB ', [
    ['rTRC', trc],
    ['gTRC', trc],
    ['bTRC', trc],
    ['rXYZ', xyzTag(red ?? [0, 0, 0])],
    ['gXYZ', xyzTag(green ?? [0, 0, 0])],
    ['bXYZ', xyzTag(blue ?? [0, 0, 0])],
  ]);
}

export function greyProfile(curve: Curve): Buffer {
  return profile('GRAY', [['kTRC', curveTag(curve)]]);
}

/** A profile that also gives its colours as code points (ICC.1:2022, cicpType), which take precedence. */
export function codedProfile(primaries: number, transfer: number): Buffer {
  const cicp = Buffer.concat([
    Buffer.from('cicp\0\0\0\0', 'latin1'),
    Buffer.from([primaries, transfer, 0, 1]),
  ]);
  const trc = curveTag({ gamma: 1 });
  const xyz = columns.srgb.map((column) => xyzTag(column));
  const named = ['rXYZ', 'gXYZ', 'bXYZ'].map((name, index): Tag => [name, xyz[index] ?? Buffer.alloc(0)]);
  return profile('RGB ', [['cicp', cicp], ['rTRC', trc], ['gTRC', trc], ['bTRC', trc], ...named]);
}

type Tag = readonly [name: string, data: Buffer];

function profile(space: string, own: readonly Tag[]): Buffer {
  const text = Buffer.from('desc\0\0\0\0\0\0\0\x05Test\0'.padEnd(103, '\0'), 'latin1');
  const tags: Tag[] = [...own, ['wtpt', xyzTag([0.9642, 1, 0.8249])], ['desc', text]];
  const header = Buffer.alloc(128);
  header.write('lcms', 4, 'latin1');
  header.writeUInt32BE(0x02400000, 8); // version 2.4, which requires no other tags
  header.write(`mntr${space}XYZ `, 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  for (const [index, white] of [0.9642, 1, 0.8249].entries()) fixed(header, 68 + 4 * index, white);
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length);
  let at = header.length + table.length;
  const data = tags.map(([name, content], index) => {
    table.write(name, 4 + 12 * index, 'latin1');
    table.writeUInt32BE(at, 8 + 12 * index);
    table.writeUInt32BE(content.length, 12 + 12 * index);
    const padded = Buffer.concat([content, Buffer.alloc(-content.length & 3)]);
    at += padded.length;
    return padded;
  });
  header.writeUInt32BE(at);
  return Buffer.concat([header, table, ...data]);
}

function xyzTag(values: readonly number[]): Buffer {
  const tag = Buffer.alloc(20);
  tag.write('XYZ ', 'latin1');
  for (const [index, value] of values.entries()) fixed(tag, 8 + 4 * index, value);
  return tag;
}

function curveTag(curve: Curve): Buffer {
  if ('kind' in curve) {
    const tag = Buffer.alloc(12 + 4 * curve.parameters.length);
    tag.write('para', 'latin1');
    tag.writeUInt16BE(curve.kind, 8);
    for (const [index, value] of curve.parameters.entries()) fixed(tag, 12 + 4 * index, value);
    return tag;
  }
  const values = 'gamma' in curve ? [Math.round(curve.gamma * 256)] : curve.samples;
  const tag = Buffer.alloc(12 + 2 * values.length);
  tag.write('curv', 'latin1');
  tag.writeUInt32BE(values.length, 8);
  for (const [index, value] of values.entries()) tag.writeUInt16BE(value, 12 + 2 * index);
  return tag;
}

/** s15Fixed16 */
function fixed(buffer: Buffer, at: number, value: number): void {
  buffer.writeInt32BE(Math.round(value * 65_536), at);
}
