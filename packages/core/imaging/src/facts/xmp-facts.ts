import { type Exposure, type Facts, present, presentOrNone } from './facts.ts';
import { creatorsOf, keywordsOf, lineOf, longest, textOf } from './text.ts';
import { cameraOf, digitalSourceTypeOf, measured, momentOf } from './values.ts';
import { longestPacket, propertiesOf } from './xmp.ts';

const dc = 'http://purl.org/dc/elements/1.1/';
const photoshop = 'http://ns.adobe.com/photoshop/1.0/';
const rights = 'http://ns.adobe.com/xap/1.0/rights/';
const iptcExtension = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const tiff = 'http://ns.adobe.com/tiff/1.0/';
const exif = 'http://ns.adobe.com/exif/1.0/';
const exifEx = 'http://cipa.jp/exif/1.0/';
const aux = 'http://ns.adobe.com/exif/1.0/aux/';

export function xmpFacts(packet: Uint8Array): Facts {
  const properties = propertiesOf(new TextDecoder().decode(packet.subarray(0, longestPacket)));
  const all = (name: string) => properties.get(name) ?? [];
  const one = (name: string) => all(name)[0];
  const number = (name: string) => measured(fraction(one(name)));
  return present<Facts>({
    camera: cameraOf(lineOf(one(`${tiff}Make`)), lineOf(one(`${tiff}Model`))),
    lens: lineOf(one(`${exifEx}LensModel`) ?? one(`${aux}Lens`)),
    exposure: presentOrNone<Exposure>({
      seconds: number(`${exif}ExposureTime`),
      fNumber: number(`${exif}FNumber`),
      iso: number(`${exifEx}PhotographicSensitivity`) ?? number(`${exif}ISOSpeedRatings`),
      focalLengthMm: number(`${exif}FocalLength`),
      equivalentFocalLengthMm: number(`${exif}FocalLengthIn35mmFilm`),
    }),
    takenAt: momentOf(one(`${exif}DateTimeOriginal`)) ?? momentOf(one(`${photoshop}DateCreated`)),
    title: lineOf(one(`${dc}title`)),
    description: textOf(one(`${dc}description`), longest.text),
    keywords: keywordsOf(all(`${dc}subject`)),
    creators: creatorsOf(all(`${dc}creator`)),
    credit: lineOf(one(`${photoshop}Credit`)),
    copyright: lineOf(one(`${dc}rights`)),
    usageTerms: textOf(one(`${rights}UsageTerms`), longest.text),
    digitalSourceType: digitalSourceTypeOf(one(`${iptcExtension}DigitalSourceType`)),
  });
}

/** XMP writes EXIF's numbers as it does: `1/125`. */
function fraction(text: string | undefined): number | undefined {
  const [, above, below = '1'] = /^\s*(\d{1,10}(?:\.\d{1,10})?)(?:\/(\d{1,10}))?\s*$/.exec(text ?? '') ?? [];
  return above === undefined ? undefined : Number(above) / Number(below);
}
