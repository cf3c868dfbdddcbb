import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { box } from '../../test/make-avif.ts';
import { makeBmp } from '../../test/make-bmp.ts';
import { uint32 } from '../../test/make-png.ts';
import { makeTiff, plainPicture } from '../../test/make-tiff.ts';
import { ImageError } from '../errors.ts';
import { sourceOf } from './source-of.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const fileBytes = 10 * 1024 ** 2;

/** A file that repeats one part. */
function repeated(start: Buffer, part: Buffer, end = Buffer.alloc(0)): Buffer {
  const times = Math.floor((fileBytes - start.length - end.length) / part.length);
  return Buffer.concat([start, Buffer.alloc(times * part.length, part), end]);
}

const jpegOf3 = latin1('\xff\xd8\xff\xc0\0\x11\x08\0\x10\0\x10\x03\x01\x11\0\x02\x11\0\x03\x11\0');
const gif = Buffer.concat([latin1('GIF89a\x08\0\x08\0\x80\0\0'), Buffer.alloc(6)]);
const clearedFrame = latin1('\x21\xf9\x04\x08\0\0\0\0\x2c\x01\0\x01\0\x01\0\x01\0\0\x02\0');
const animatedPng = Buffer.concat([
  latin1('\x89PNG\r\n\x1a\n'),
  ...[uint32(13), latin1('IHDR'), uint32(8, 8), latin1('\x08\x02\0\0\0'), uint32(0)],
  ...[uint32(8), latin1('acTL'), uint32(1, 0, 0)],
  ...[uint32(0), latin1('IDAT'), uint32(0)],
  ...[uint32(26), latin1('fcTL'), uint32(0, 8, 8, 0, 0), Buffer.alloc(6), uint32(0)],
]);
const bmpInRuns = makeBmp({ width: 8, height: 8, bits: 8, compression: 1, pixels: Buffer.alloc(0) });
const type = box('ftyp', latin1('avif'), uint32(0), latin1('avif'));

/** Each of its directories names a JPEG without a frame, all in the same megabytes. */
function rawOfEmptyPreviews(): Buffer {
  const jpegs = 60;
  const make = (first: number) =>
    makeTiff(
      Array.from({ length: jpegs }, (_, index) =>
        plainPicture(1, 1, [0], { 513: [first + 4 * index], 514: [fileBytes], 50706: [1] }),
      ),
    );
  return Buffer.concat([make(make(0).length), Buffer.alloc(fileBytes, latin1('\xff\xd8\xff\xff'))]);
}

test.each([
  ['JPEG segments', repeated(latin1('\xff\xd8\xff\xe0\0\x02'), latin1('\xff\xe0\0\x02'))],
  ['JPEG fill bytes', repeated(latin1('\xff\xd8\xff'), latin1('\xff'))],
  ['JPEG scans', repeated(jpegOf3, latin1('\xff\xda\0\x08\x01\x01\0\x05\x05\x11'))],
  [
    'PNG chunks',
    repeated(latin1('\x89PNG\r\n\x1a\n'), Buffer.concat([uint32(0), latin1('tEXt'), uint32(0)])),
  ],
  ['parts of an APNG', repeated(animatedPng, Buffer.concat([uint32(4), latin1('fdAT'), uint32(0, 0)]))],
  ['GIF frames', repeated(gif, clearedFrame, latin1('\x3b'))],
  ['GIF extensions', repeated(gif, latin1('\x21\xfe\0'))],
  ['AVIF boxes', repeated(type, box('free'))],
  ['AVIF boxes within its list', Buffer.concat([type, box('meta', repeated(uint32(0), box('free')))])],
  ['TIFF directories', repeated(latin1('II*\0\x08\0\0\0'), latin1('\xe8\x03'))],
  ['jumps of a BMP to where they are', repeated(bmpInRuns, latin1('\0\x02\0\0'), latin1('\0\x01'))],
  ['RAW previews without a size', rawOfEmptyPreviews()],
])('a file that is nothing but %s is walked once', (_, file) => {
  const hashing = work(() => createHash('sha256').update(file).digest());
  const walking = work(() => {
    try {
      sourceOf(file);
    } catch (error) {
      expect(error).toBeInstanceOf(ImageError);
    }
  });
  // About 25 today; a quadratic walk takes thousands.
  expect(walking).toBeLessThan(150 * hashing);
});

/** Microseconds of processor time, so other work of the machine does not count. */
function work(task: () => void): number {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
