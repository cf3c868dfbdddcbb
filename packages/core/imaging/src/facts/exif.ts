import { type RawField, TiffFile } from '../formats/tiff-directories.ts';
import { type Exposure, type Facts, type Location, present, presentOrNone } from './facts.ts';
import { creatorsOf, decoded, lineOf, longest, textOf } from './text.ts';
import { cameraOf, measured, momentOf } from './values.ts';

/** Of the first directory (EXIF 3.0, 4.6; XMP Part 3; IPTC; C2PA). */
const first = {
  description: 270,
  make: 271,
  model: 272,
  artist: 315,
  xmp: 700,
  copyright: 33432,
  iptc: 33723,
  photo: 34665,
  gps: 34853,
  c2pa: 52545,
} as const;

const photo = {
  exposureTime: 33434,
  fNumber: 33437,
  iso: 34855,
  takenAt: 36867,
  offset: 36881,
  focalLength: 37386,
  equivalentFocalLength: 41989,
  lens: 42036,
} as const;

const gps = { northOrSouth: 1, latitude: 2, eastOrWest: 3, longitude: 4, below: 5, altitude: 6 } as const;

/** Longer texts are no facts of a photo. */
const longestText = 65_535;

/** What cameras write where the photographer wrote nothing. */
const isCamerasOwn = /^(?:[A-Z ]*DIGITAL CAMERA|SONY DSC|DCIM\\.*|default)$/i;

/** EXIF is a TIFF without a picture; so a TIFF, and a RAW photo that is one, is its own EXIF. */
export class Exif {
  readonly #bytes: Buffer;
  readonly #file: TiffFile;
  readonly #first: ReadonlyMap<number, RawField>;

  /** Throws a RangeError if there is no directory. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#file = new TiffFile(bytes);
    this.#first = this.#file.rawFieldsAt(this.#file.firstDirectory);
  }

  facts({ location }: { readonly location: boolean }): Facts {
    const make = lineOf(this.#text(this.#first, first.make));
    const model = lineOf(this.#text(this.#first, first.model));
    const description = textOf(this.#text(this.#first, first.description), longest.text);
    return {
      ...present<Facts>({
        camera: cameraOf(make, model),
        description: description && isCamerasOwn.test(description) ? undefined : description,
        creators: creatorsOf((this.#text(this.#first, first.artist) ?? '').split(';')),
        copyright: lineOf(this.#copyright()),
      }),
      ...this.photoFacts(this.#directory(first.photo)),
      ...(location && this.locationFacts(this.#directory(first.gps))),
    };
  }

  /** What the directory about the taking says, which a CR3 has as the first of a block of its own. */
  photoFacts(fields = this.#first): Facts {
    const number = (tag: number) => measured(this.#number(fields, tag));
    return present<Facts>({
      lens: lineOf(this.#text(fields, photo.lens)),
      takenAt: momentOf(this.#text(fields, photo.takenAt)?.trim(), this.#text(fields, photo.offset)?.trim()),
      exposure: presentOrNone<Exposure>({
        seconds: number(photo.exposureTime),
        fNumber: number(photo.fNumber),
        iso: number(photo.iso),
        focalLengthMm: number(photo.focalLength),
        equivalentFocalLengthMm: number(photo.equivalentFocalLength),
      }),
    });
  }

  locationFacts(fields = this.#first): Facts {
    const latitude = this.#degrees(fields, gps.latitude, gps.northOrSouth, 90);
    const longitude = this.#degrees(fields, gps.longitude, gps.eastOrWest, 180);
    const isNowhere = latitude === 0 && longitude === 0; // what receivers write that have found no satellite
    if (latitude === undefined || longitude === undefined || isNowhere) return {};
    const metres = measured(this.#number(fields, gps.altitude));
    const isBelow = fields.get(gps.below) && this.#number(fields, gps.below) === 1;
    const altitude = metres && (isBelow ? -metres : metres);
    return { location: present<Location>({ latitude, longitude, altitude }) };
  }

  /** Blocks that a TIFF holds beside its fields. */
  get xmp(): Buffer | undefined {
    return this.#content(this.#first, first.xmp);
  }

  get iptc(): Buffer | undefined {
    return this.#content(this.#first, first.iptc);
  }

  get contentCredentials(): Buffer | undefined {
    return this.#content(this.#first, first.c2pa);
  }

  /** The photographer's, and after a zero byte perhaps the editor's. */
  #copyright(): string | undefined {
    const [own, editors] = this.#parts(this.#first, first.copyright) ?? [];
    return own?.trim() ? own : editors;
  }

  #directory(pointer: number): ReadonlyMap<number, RawField> {
    const at = this.#number(this.#first, pointer);
    try {
      return at === undefined ? new Map() : this.#file.rawFieldsAt(at);
    } catch (error) {
      if (error instanceof RangeError) return new Map(); // the first directory's facts are still good
      throw error;
    }
  }

  #text(fields: ReadonlyMap<number, RawField>, tag: number): string | undefined {
    return this.#parts(fields, tag)?.[0];
  }

  #parts(fields: ReadonlyMap<number, RawField>, tag: number): string[] | undefined {
    const field = fields.get(tag);
    // ASCII, EXIF 3.0's UTF-8, and bytes that some programs write
    if (!field || !textTypes.has(field.type) || field.count > longestText) return undefined;
    return decoded(this.#bytes.subarray(field.start, field.start + field.count)).split('\0', 3);
  }

  #content(fields: ReadonlyMap<number, RawField>, tag: number): Buffer | undefined {
    const field = fields.get(tag);
    if (!field) return undefined;
    const length = field.type === 4 ? 4 * field.count : field.count; // some write IPTC as numbers
    return this.#bytes.subarray(field.start, field.start + length);
  }

  #degrees(
    fields: ReadonlyMap<number, RawField>,
    tag: number,
    direction: number,
    most: number,
  ): number | undefined {
    const parts = [0, 1, 2].map((index) => this.#number(fields, tag, index));
    const [degrees, minutes = 0, seconds = 0] = parts;
    if (degrees === undefined) return undefined;
    const value = degrees + minutes / 60 + seconds / 3600;
    if (!(value >= 0 && value <= most)) return undefined;
    const isNegative = /^[SW]/i.test(this.#text(fields, direction) ?? '');
    return Number((isNegative ? -value : value).toFixed(6)) + 0; // no -0
  }

  /** A field's number, or one of its numbers; `undefined` where there is none in the file. */
  #number(fields: ReadonlyMap<number, RawField>, tag: number, index = 0): number | undefined {
    const field = fields.get(tag);
    const length = field && numberBytes[field.type];
    if (!field || !length || index >= field.count) return undefined;
    const at = field.start + index * length;
    if (at + length > this.#bytes.length) return undefined;
    if (length < 8) return this.#whole(at, length);
    const below = this.#whole(at + 4, 4);
    return below === 0 ? undefined : this.#whole(at, 4) / below;
  }

  #whole(at: number, length: number): number {
    return this.#file.isLittle ? this.#bytes.readUIntLE(at, length) : this.#bytes.readUIntBE(at, length);
  }
}

const textTypes: ReadonlySet<number> = new Set([2, 7, 129]);

/** Of BYTE, SHORT, LONG, RATIONAL and IFD. */
const numberBytes: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 1: 1, 3: 2, 4: 4, 5: 8, 13: 4 };
