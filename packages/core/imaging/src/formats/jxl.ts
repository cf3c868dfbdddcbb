import { brotliDecompressSync } from 'node:zlib';
import { signalOfCodePoints } from '../colour/signal.ts';
import { Corrupt, UnsupportedFormat } from '../errors.ts';
import { alpha, black, codestreamHeader } from '../jxl/codestream-header.ts';
import type { Source } from '../source.ts';
import { boxesOf } from './iso-boxes.ts';
import { checkParts } from './most-parts.ts';

/** The header of a JPEG XL, a codestream alone or in boxes; of an animation its first frame is shown. */
export function jxlSource(bytes: Buffer): Source {
  const { stream, exif, xmp } = partsOf(bytes);
  if (stream.toString('latin1', 0, 2) !== '\xff\x0a') {
    throw new Corrupt('The JPEG XL is damaged or cut off: its picture is missing. Upload it again.');
  }
  const { width, height, bitsPerSample, isFloat, extraChannels, colours } = codestreamHeader(stream);
  if (extraChannels.includes(black)) {
    throw new UnsupportedFormat('This is a JPEG XL in CMYK, which is not supported: export it in RGB.');
  }
  return {
    bytes,
    jxl: {
      ...{ width, height, exif, xmp, ...colours },
      hasAlpha: extraChannels.includes(alpha),
      isDeep: isFloat || bitsPerSample > 8,
    },
    colour: colours.codePoints && signalOfCodePoints(colours.codePoints),
  };
}

interface Parts {
  /** The codestream, at least its header. */
  readonly stream: Buffer;
  readonly exif?: Buffer;
  readonly xmp?: Buffer;
}

/** ISO/IEC 18181-2: the codestream in one box (`jxlc`), or in numbered parts (`jxlp`), which are in order. */
function partsOf(bytes: Buffer): Parts {
  if (bytes[0] === 0xff) return { stream: bytes };
  const codestream: Buffer[] = [];
  const blocks = new Map<string, Buffer>();
  let count = 0;
  for (const { type, start, end } of boxesOf(bytes, 0, bytes.length)) {
    checkParts(++count, 'boxes');
    const content = bytes.subarray(start, end);
    if (type === 'jxlc') codestream.push(content);
    if (type === 'jxlp' && codestream.length < partsOfHeader) codestream.push(content.subarray(4));
    const [kind, block] = type === 'brob' ? unpacked(content) : [type, content];
    if (block && !blocks.has(kind)) blocks.set(kind, block);
  }
  const exif = blocks.get('Exif')?.subarray(4); // behind an offset, which is 0
  const xmp = blocks.get('xml ');
  const stream = codestream.length === 1 ? codestream[0] : Buffer.concat(codestream);
  return { stream: stream ?? Buffer.alloc(0), ...(exif && { exif }), ...(xmp && { xmp }) };
}

/** As many as a header could be cut into by a program that means well. */
const partsOfHeader = 8;
const maxOutputLength = 8 * 1024 ** 2;

/** A box that is compressed; one that is broken is none. */
function unpacked(content: Buffer): readonly [type: string, content?: Buffer] {
  const type = content.toString('latin1', 0, 4);
  if (type !== 'Exif' && type !== 'xml ') return [type];
  try {
    return [type, brotliDecompressSync(content.subarray(4), { maxOutputLength })];
  } catch {
    return [type];
  }
}
