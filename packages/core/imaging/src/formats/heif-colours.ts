import { codedPrimaries } from '../colour/primaries.ts';
import { type CodePoints, type ColourSignal, signalOfCodePoints } from '../colour/signal.ts';
import { codedTransfers } from '../colour/transfer.ts';
import { UnsupportedFormat } from '../errors.ts';
import { coloursOfStream } from './av1-colours.ts';
import type { Items } from './heif-items.ts';
import type { Box } from './iso-boxes.ts';

/** Camera curves; browsers show them as sRGB. */
const shownAsSrgb: ReadonlySet<number> = new Set([1, 6, 14, 15]);
const [codeOfBt709, codeOfSrgb] = [1, 13];

/** From the `nclx` box, or else from the stream of an AVIF. A code without a meaning counts as sRGB's, as in browsers. */
export function coloursOf(bytes: Buffer, items: Items): ColourSignal | undefined {
  const { properties } = items.primary;
  const colours = properties.filter(({ type }) => type === 'colr');
  const kind = ({ start }: Box) => bytes.toString('latin1', start, start + 4);
  if (colours.some((box) => kind(box) !== 'nclx')) return undefined; // an ICC profile takes precedence
  const codes = colours[0] ? codesOf(bytes, colours[0]) : codesOfStream(items);
  if (!codes) return undefined;
  const { primaries, transfer } = codes;
  if (transfer >= 9 && transfer <= 12) {
    throw new UnsupportedFormat(
      `This HEIF has a logarithmic or extended curve (${transfer}): export it as sRGB.`,
    );
  }
  return signalOfCodePoints({
    primaries: codedPrimaries[primaries] ? primaries : codeOfBt709,
    transfer: codedTransfers[transfer] && !shownAsSrgb.has(transfer) ? transfer : codeOfSrgb,
    peak: peakOf(bytes, properties),
  });
}

function codesOf(bytes: Buffer, { start }: Box): CodePoints {
  return { primaries: bytes.readUInt16BE(start + 4), transfer: bytes.readUInt16BE(start + 6) };
}

function codesOfStream({ primary, all, references, streamOf }: Items): CodePoints | undefined {
  const [tile = primary.id] =
    references.find(({ type, from }) => type === 'dimg' && from === primary.id)?.to ?? [];
  const stream = all.get(tile)?.type === 'av01' && streamOf(tile);
  return stream ? coloursOfStream(stream) : undefined;
}

/** Peak brightness in cd/m²: of the picture, or else of the display on which it was made. */
function peakOf(bytes: Buffer, properties: readonly Box[]): number {
  const box = (type: string) => properties.find((property) => property.type === type);
  const [light, display] = [box('clli'), box('mdcv')];
  return (
    (light && bytes.readUInt16BE(light.start)) ||
    (display ? bytes.readUInt32BE(display.start + 16) / 10_000 : 0)
  );
}
