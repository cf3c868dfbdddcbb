import { bufferOf } from '../buffer-of.ts';
import { cr3Blocks } from '../formats/cr3.ts';
import { gifXmp } from '../gif-xmp.ts';
import type { Blocks, ImageMetadata } from '../inspect.ts';
import { contentCredentialsOf, sourceTypeOf } from './content-credentials.ts';
import { Exif } from './exif.ts';
import { type Facts, firstOf, present } from './facts.ts';
import { iptcFacts } from './iptc.ts';
import { pngXmp } from './png-xmp.ts';
import { xmpFacts } from './xmp-facts.ts';

interface Options {
  /** Whether to say where the photo was taken. */
  readonly location: boolean;
}

/**
 * What the file of an inspected image says about the photo. A block that is broken says less; it is never an error.
 *
 * What a camera measured counts as EXIF has it. What people wrote counts as XMP has it, which knows all scripts and is
 * what programs change, then as IPTC and as EXIF have it.
 */
export function readFacts(
  file: Uint8Array,
  { format, blocks = {} }: Pick<ImageMetadata, 'format' | 'blocks'>,
  options: Options,
): Facts {
  const bytes = bufferOf(file);
  const own = attempt(() => ownBlocks(bytes, options)) ?? {};
  const inside = blocks.exif;
  const exif = firstOf(
    own.exif ?? {},
    attempt(() => inside && new Exif(tiffOf(inside)).facts(options)) ?? {},
  );
  const packet =
    own.xmp ??
    blocks.xmp ??
    (format === 'png' ? attempt(() => pngXmp(bytes)) : format === 'gif' ? gifXmp(bytes) : undefined);
  const xmp = attempt(() => packet && xmpFacts(packet)) ?? {};
  const block = own.iptc ?? blocks.iptc;
  const iptc = attempt(() => block && iptcFacts(block)) ?? {};
  const manifest = own.manifest ?? attempt(() => contentCredentialsOf(bytes, format));
  const { camera, lens, exposure, takenAt, location } = firstOf(exif, xmp, iptc);
  const written = firstOf(xmp, iptc, exif);
  return present<Facts>({
    ...written,
    ...{ camera, lens, exposure, takenAt, location },
    digitalSourceType: written.digitalSourceType ?? (manifest && sourceTypeOf(manifest)),
    contentCredentials: manifest ? true : undefined,
  });
}

/** Of a TIFF, and of a RAW photo, whose preview may have none. */
function ownBlocks(
  bytes: Buffer,
  options: Options,
): Omit<Blocks, 'exif'> & { readonly exif?: Facts; readonly manifest?: Buffer | undefined } {
  const start = bytes.toString('latin1', 0, 12);
  if (start.slice(4) === 'ftypcrx ') {
    const { first, photo, gps, xmp } = cr3Blocks(bytes);
    const exif = firstOf(
      attempt(() => first && new Exif(first).facts(options)) ?? {},
      attempt(() => photo && new Exif(photo).photoFacts()) ?? {},
      attempt(() => (options.location && gps ? new Exif(gps).locationFacts() : undefined)) ?? {},
    );
    return { exif, xmp };
  }
  if (!/^(II[*+]\0|MM\0[*+])/.test(start)) return {};
  const file = new Exif(bytes);
  const { xmp, iptc, contentCredentials: manifest } = file;
  return { exif: file.facts(options), xmp, iptc, manifest };
}

const exifHeader = Buffer.from('Exif\0\0', 'latin1');

function tiffOf(block: Buffer): Buffer {
  return block.subarray(0, exifHeader.length).equals(exifHeader) ? block.subarray(exifHeader.length) : block;
}

/** A photo is shown whatever is wrong with what is written about it. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
