import type { Samples } from '../libvips.ts';
import type { Gamut } from './gamut.ts';
import { multiply } from './matrix.ts';
import { between, bt709, bt2020, p3 } from './primaries.ts';
import type { ColourSignal } from './signal.ts';
import { srgbEncoded, type Transfer } from './transfer.ts';

/** The same pixels, of RGB or RGBA, with 8 bits a channel. Colours outside the gamut are clipped, as in browsers. */
export function toDisplay(
  { data, channels }: Samples,
  { curves, toBt709, toneMap }: ColourSignal,
  gamut: Gamut = 'srgb',
): Uint8Array {
  const most = data instanceof Uint16Array ? 0xffff : 0xff;
  const [reds, greens, blues] = lightTables(curves, most);
  const [a, b, c, d, e, f, g, h, i] = gamut === 'p3' ? multiply(fromBt709, toBt709) : toBt709;
  const [j, k, l, m, n, o, p, q, r] = multiply(between(bt709, bt2020), toBt709);
  const out = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += channels) {
    const red = reds[data[at] ?? 0] ?? 0;
    const green = greens[data[at + 1] ?? 0] ?? 0;
    const blue = blues[data[at + 2] ?? 0] ?? 0;
    const gain = toneMap
      ? toneMap(
          j * red + k * green + l * blue,
          m * red + n * green + o * blue,
          p * red + q * green + r * blue,
        )
      : 1;
    out[at] = encode(gain * (a * red + b * green + c * blue));
    out[at + 1] = encode(gain * (d * red + e * green + f * blue));
    out[at + 2] = encode(gain * (g * red + h * green + i * blue));
    if (channels === 4) out[at + 3] = ((data[at + 3] ?? 0) * 0xff) / most + 0.5;
  }
  return out;
}

const fromBt709 = between(bt709, p3);

/** The light of every stored value; computed once if all three curves are the same. */
function lightTables(
  [red, green, blue]: ColourSignal['curves'],
  most: number,
): readonly [Float64Array, Float64Array, Float64Array] {
  const table = (curve: Transfer) =>
    Float64Array.from({ length: most + 1 }, (_, stored) => curve(stored / most));
  const first = table(red);
  return [first, green === red ? first : table(green), blue === red ? first : table(blue)];
}

/** Steps so fine that the darkest, where sRGB is steepest, are a twentieth of an 8-bit step. */
const steps = 0xffff;
const encodedLight = Uint8Array.from(
  { length: steps + 1 },
  (_, light) => 255 * srgbEncoded(light / steps) + 0.5,
);

function encode(light: number): number {
  return light >= 1 ? 255 : light > 0 ? (encodedLight[(light * steps + 0.5) | 0] ?? 255) : 0;
}
