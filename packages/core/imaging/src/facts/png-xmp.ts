import { inflateSync } from 'node:zlib';
import { chunksOf } from '../formats/png-chunks.ts';
import { longestPacket } from './xmp.ts';

const keyword = Buffer.from('XML:com.adobe.xmp\0', 'latin1');

/** A PNG's XMP, which is the text of that name: an iTXt by the book, a zTXt or tEXt by some programs. */
export function pngXmp(bytes: Buffer): Buffer | undefined {
  for (const { type, data } of chunksOf(bytes, 8)) {
    if (!data.subarray(0, keyword.length).equals(keyword)) continue;
    if (type === 'tEXt') return data.subarray(keyword.length);
    if (type === 'zTXt') return inflated(data.subarray(keyword.length + 1));
    if (type === 'iTXt') return international(data);
  }
  return undefined;
}

/** Whether it is compressed, how, a language and the keyword in it come before the text. */
function international(data: Buffer): Buffer | undefined {
  const language = data.indexOf(0, keyword.length + 2);
  const start = data.indexOf(0, language + 1) + 1;
  if (language < 0 || start === 0) return undefined;
  const text = data.subarray(start);
  return data[keyword.length] === 1 ? inflated(text) : text;
}

/** Throws if there is more than is read. */
function inflated(text: Buffer): Buffer {
  return inflateSync(text, { maxOutputLength: longestPacket });
}
