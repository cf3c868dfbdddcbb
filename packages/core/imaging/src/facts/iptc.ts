import { type Facts, present } from './facts.ts';
import { creatorsOf, decoded, keywordsOf, lineOf, longest, textOf } from './text.ts';
import { momentOf } from './values.ts';

/** Datasets of record 2 (IPTC-NAA Information Interchange Model 4.2). */
const dataset = {
  title: 5,
  keyword: 25,
  date: 55,
  time: 60,
  creator: 80,
  credit: 110,
  copyright: 116,
  description: 120,
} as const;
const read: ReadonlySet<number> = new Set(Object.values(dataset));

/** More than a photo has. */
const mostDatasets = 2000;

/** Facts of an IPTC block, by itself or among Photoshop's resources, up to where it is cut off. */
export function iptcFacts(block: Buffer): Facts {
  const values = datasetsOf(iimOf(block));
  const all = (number: number) => values.get(number) ?? [];
  const one = (number: number) => all(number)[0];
  return present<Facts>({
    title: lineOf(one(dataset.title)),
    description: textOf(one(dataset.description), longest.text),
    keywords: keywordsOf(all(dataset.keyword)),
    creators: creatorsOf(all(dataset.creator)),
    credit: lineOf(one(dataset.credit)),
    copyright: lineOf(one(dataset.copyright)),
    takenAt: momentOf(`${one(dataset.date)?.trim()} ${one(dataset.time)?.trim()}`),
  });
}

function datasetsOf(iim: Buffer): Map<number, string[]> {
  const values = new Map<number, string[]>();
  let at = 0;
  for (let count = 0; count < mostDatasets && at + 5 <= iim.length && iim[at] === 0x1c; count++) {
    const [record, number] = [iim[at + 1], iim[at + 2] ?? 0];
    const length = iim.readUInt16BE(at + 3);
    const end = at + 5 + length;
    if (length > 0x7fff || end > iim.length) break; // lengths beyond are never of texts
    if (record === 2 && read.has(number)) {
      values.set(number, [...(values.get(number) ?? []), decoded(iim.subarray(at + 5, end))]);
    }
    at = end;
  }
  return values;
}

const photoshop = Buffer.from('Photoshop 3.0\0', 'latin1');
const iptcResource = 0x0404;

/** IPTC's part of Photoshop's resources: signature, number, name, length, content, each padded to an even length. */
function iimOf(block: Buffer): Buffer {
  let at = block.subarray(0, photoshop.length).equals(photoshop) ? photoshop.length : 0;
  while (at + 12 <= block.length && block.toString('latin1', at, at + 4) === '8BIM') {
    const nameEnd = at + 6 + (((block[at + 6] ?? 0) + 2) & ~1);
    if (nameEnd + 4 > block.length) break;
    const [start, length] = [nameEnd + 4, block.readUInt32BE(nameEnd)];
    if (block.readUInt16BE(at + 4) === iptcResource) return block.subarray(start, start + length);
    at = start + length + (length & 1);
  }
  return block;
}
