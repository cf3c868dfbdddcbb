import { boxesOf } from '../formats/iso-boxes.ts';
import { segmentsOf, startOfScan } from '../formats/jpeg-segments.ts';
import { chunksOf } from '../formats/png-chunks.ts';
import type { InputFormat } from '../source.ts';
import { digitalSourceTypeOf } from './values.ts';

/** The manifest of a file that is no TIFF (C2PA 2.2, appendix A.3), whole or in part; it is not verified. */
export function contentCredentialsOf(bytes: Buffer, format: InputFormat): Buffer | undefined {
  return finders[format]?.(bytes);
}

const finders: Partial<Record<InputFormat, (bytes: Buffer) => Buffer | undefined>> = {
  jpeg: inJpeg,
  png: inPng,
  webp: inWebp,
  avif: inBoxes,
  heic: inBoxes,
  jxl: inJxl,
  gif: inGif,
};

const app11 = 0xeb;
/** Of APP11: JP, instance and number; then each segment repeats the outer box's header. */
const jumbfHeader = 16;

function inJpeg(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (const { marker, start, end } of segmentsOf(bytes)) {
    if (marker === startOfScan) break;
    const isJumbf = marker === app11 && bytes.toString('latin1', start + 12, start + 16) === 'jumb';
    if (isJumbf) parts.push(bytes.subarray(start + jumbfHeader, end));
  }
  const manifest = Buffer.concat(parts);
  return manifest.includes('c2pa') ? manifest : undefined;
}

function inPng(bytes: Buffer): Buffer | undefined {
  for (const { type, data } of chunksOf(bytes, 8)) if (type === 'caBX') return data;
  return undefined;
}

function inWebp(bytes: Buffer): Buffer | undefined {
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === 'C2PA') return bytes.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length & 1);
  }
  return undefined;
}

const c2paBox = 'd8fec3d61b0e483c92975828877ec481';

function inBoxes(bytes: Buffer): Buffer | undefined {
  for (const { type, start, end } of boxesOf(bytes, 0, bytes.length)) {
    if (type === 'uuid' && bytes.toString('hex', start, start + 16) === c2paBox)
      return bytes.subarray(start + 16, end);
  }
  return undefined;
}

/** The manifest's own box, of which there may be others, not of C2PA. */
function inJxl(bytes: Buffer): Buffer | undefined {
  if (bytes.readUInt16BE(0) !== 0) return undefined; // a codestream without boxes
  for (const { type, at, end } of boxesOf(bytes, 0, bytes.length))
    if (type === 'jumb' && bytes.subarray(at, end).includes('c2pa')) return bytes.subarray(at, end);
  return undefined;
}

const gifExtension = Buffer.from('\x21\xff\x0bC2PA_GIF', 'latin1');

function inGif(bytes: Buffer): Buffer | undefined {
  const at = bytes.indexOf(gifExtension);
  return at < 0 ? undefined : bytes.subarray(at);
}

const vocabulary = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
/** Of a CBOR text of 24 to 255 bytes; its length follows. */
const cborText = 0x78;
/** More than the actions of an edited picture. */
const mostTerms = 100;

/**
 * How a manifest says that the picture was made: image generators say it there alone. If its parts say different things,
 * only a reader of C2PA can tell which is this picture's.
 */
export function sourceTypeOf(manifest: Buffer): string | undefined {
  const terms = new Set<string | undefined>();
  let at = manifest.indexOf(vocabulary);
  for (let count = 0; at >= 0 && count < mostTerms; count++) {
    terms.add(digitalSourceTypeOf(manifest.toString('latin1', at, endOfText(manifest, at))));
    at = manifest.indexOf(vocabulary, at + vocabulary.length);
  }
  return terms.size === 1 ? [...terms][0] : undefined;
}

/** Of a text in CBOR, which says its length, or in JSON. */
function endOfText(manifest: Buffer, at: number): number {
  if (manifest[at - 2] === cborText) return at + (manifest[at - 1] ?? 0);
  const isJson = manifest.toString('latin1', at - 1, at) === '"';
  return isJson ? manifest.indexOf('"', at) : at;
}
