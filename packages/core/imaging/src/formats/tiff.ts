import { Corrupt, UnsupportedFormat } from '../errors.ts';
import type { Source } from '../source.ts';
import { type Directory, tags } from './tiff-directories.ts';

/** The main picture of a TIFF, which may follow a thumbnail. RAW photos are read by `raw.ts`. */
export function tiffSource(bytes: Buffer, chain: readonly Directory[]): Source {
  const [first] = chain;
  if (!first) throw new Corrupt('The TIFF holds no picture: export or upload it again.');
  const { directory, page, childPage } = mainPicture(chain, first);
  refuseUnreadable(directory);
  return { bytes, page, childPage, heldRows: heldRowsOf(directory) };
}

/** The first picture that is not a smaller version of another, in the chain or else below its first directory. */
function mainPicture(chain: readonly Directory[], first: Directory) {
  const page = chain.findIndex((directory) => !isReduced(directory));
  if (page >= 0) return { directory: chain[page] ?? first, page, childPage: -1 };
  const childPage = first.children.findIndex((directory) => !isReduced(directory));
  return { directory: first.children[childPage] ?? first, page: 0, childPage };
}

function isReduced(directory: Directory): boolean {
  return (value(directory, tags.newSubfileType, 0) & 1) === 1 || value(directory, tags.subfileType, 1) === 2;
}

/** Photometric interpretations that libvips reads, with the bits per sample. */
const readable: Readonly<Record<number, { readonly name: string; readonly bits: readonly number[] }>> = {
  0: { name: 'greys', bits: [1, 2, 4, 8, 16] }, // white is zero
  1: { name: 'greys', bits: [1, 2, 4, 8, 16] },
  2: { name: 'RGB', bits: [8, 16] },
  3: { name: 'a palette', bits: [1, 2, 4, 8] },
  5: { name: 'CMYK', bits: [8, 16] },
  6: { name: 'YCbCr', bits: [8] },
  8: { name: 'CIELAB', bits: [16] }, // from 8 bits libvips 8.18 makes an image that it then refuses
};

/** The compressions of the prebuilt libtiff; it reads tiles of the old JPEG kind as empty. */
const readableCompressions: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 7, 8, 32773, 32946, 50001]);

const compressionNames: Readonly<Record<number, string>> = {
  6: 'old-style JPEG',
  34661: 'JBIG',
  34676: 'SGI LogLuv',
  34677: 'SGI LogLuv',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50000: 'Zstandard',
  50002: 'JPEG XL',
};

function refuseUnreadable(directory: Directory): void {
  const compression = value(directory, tags.compression, 1);
  if (!readableCompressions.has(compression)) {
    throw unsupported(`with ${compressionNames[compression] ?? `unknown (${compression})`} compression`);
  }
  const formats = directory.fields.get(tags.sampleFormat) ?? [];
  if (formats.some((format) => format === 3 || format === 6)) throw unsupported('of floating-point numbers');
  if (formats.some((format) => format !== 1 && format !== 4))
    throw unsupported('of signed or complex numbers');

  const interpretation = value(directory, tags.photometric, 1);
  const kind = readable[interpretation];
  if (!kind) throw unsupported(`with unusual colours (photometric interpretation ${interpretation})`);
  const bits = directory.fields.get(tags.bitsPerSample) ?? [1];
  if (bits.some((count) => !kind.bits.includes(count))) {
    throw unsupported(`of ${kind.name} with ${[...new Set(bits)].join(' and ')} bits a channel`);
  }
  if (interpretation === cmyk) refuseInks(directory, bits);
  if (interpretation === yCbCr && compression !== jpeg && isFull(directory)) {
    throw unsupported('of YCbCr that is neither compressed as JPEG nor subsampled'); // libvips shows it as RGB
  }
}

const [cmyk, yCbCr, jpeg] = [5, 6, 7];

function refuseInks(directory: Directory, bits: readonly number[]): void {
  if (value(directory, tags.inkSet, 1) !== 1) throw unsupported('of inks that are not CMYK');
  if (bits[0] === 16 && value(directory, tags.samplesPerPixel, 4) > 4) {
    throw unsupported('of CMYK with 16 bits a channel and transparency'); // libvips loses the transparency
  }
}

/** Whether each pixel has a colour of its own. */
function isFull(directory: Directory): boolean {
  return (directory.fields.get(tags.chromaSubsampling) ?? [2, 2]).every((factor) => factor === 1);
}

/** Of a strip libtiff gives row after row, unless it holds one channel only or is a JPEG. */
function heldRowsOf(directory: Directory): number {
  const length = value(directory, tags.length, 0);
  const tile = value(directory, tags.tileLength, 0);
  if (tile > 0) return tile;
  const isJpeg = value(directory, tags.compression, 1) === 7;
  const isPlanar = value(directory, tags.planarConfiguration, 1) === 2;
  return isJpeg || isPlanar ? Math.min(length, value(directory, tags.rowsPerStrip, length)) : 1;
}

function unsupported(what: string): UnsupportedFormat {
  return new UnsupportedFormat(
    `This is a TIFF ${what}: export it in RGB with 8 or 16 bits a channel and LZW or no compression.`,
  );
}

function value(directory: Directory, tag: number, otherwise: number): number {
  return directory.fields.get(tag)?.[0] ?? otherwise;
}
