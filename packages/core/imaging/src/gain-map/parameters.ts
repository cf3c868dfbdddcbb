import { propertiesOf } from '../facts/xmp.ts';
import { app1, app2, segmentsOf, startOfScan, xmpName } from '../formats/jpeg-segments.ts';

export const hdrgm = 'http://ns.adobe.com/hdr-gain-map/1.0/';
export const isoName = Buffer.from('urn:iso:std:iso:ts:21496:-1\0', 'latin1');
/** Of three channels. */
const mostIsoBytes = 200;

/** By "Gain Map Specification" (Adobe) and "Ultra HDR Image Format" (Android): log2 of gains, and offsets. */
const names = [
  'GainMapMin',
  'GainMapMax',
  'Gamma',
  'OffsetSDR',
  'OffsetHDR',
  'HDRCapacityMin',
  'HDRCapacityMax',
] as const;

/** What a gain map's numbers mean, in one of two notations or in both. */
export interface Parameters {
  /** By name in Adobe's notation; one number, or one for each channel. */
  readonly adobe?: ReadonlyMap<string, readonly number[]>;
  /** ISO 21496-1's binary form, which holds numbers alone. */
  readonly iso?: Buffer;
}

/** `undefined` if a JPEG is no gain map, or one that makes the picture darker than what is stored. */
export function parametersOf(file: Buffer): Parameters | undefined {
  let adobe: Parameters['adobe'];
  let iso: Buffer | undefined;
  for (const { marker, start, end } of segmentsOf(file)) {
    if (marker === startOfScan) break;
    const content = file.subarray(start, end);
    if (marker === app1 && content.subarray(0, xmpName.length).equals(xmpName))
      adobe = adobeOf(content.toString('utf8', xmpName.length));
    if (marker === app2 && content.subarray(0, isoName.length).equals(isoName))
      iso = content.subarray(isoName.length);
  }
  const isIso = iso !== undefined && iso.length > 4 && iso.length <= mostIsoBytes;
  if (!adobe && !isIso) return undefined;
  return { ...(adobe && { adobe }), ...(isIso && iso && { iso }) };
}

function adobeOf(packet: string): Parameters['adobe'] {
  const properties = propertiesOf(packet);
  const texts = (name: string) => properties.get(hdrgm + name) ?? [];
  if (texts('GainMapMax').length === 0 || texts('BaseRenditionIsHDR')[0]?.toLowerCase() === 'true')
    return undefined;
  const numbers = names.map((name) => [name, texts(name).map(Number)] as const);
  const known = numbers.filter(([, values]) => values.length === 1 || values.length === 3);
  return known.every(([, values]) => values.every(Number.isFinite)) ? new Map(known) : undefined;
}
