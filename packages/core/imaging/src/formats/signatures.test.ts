import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { limits } from '../../test/images.ts';
import { UnsupportedFormat } from '../errors.ts';
import { inspect } from '../inspect.ts';

const at = (offset: number, mark: string) => `${'\0'.repeat(offset)}${mark}`;
const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';

test.each([
  ['BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x40', 'a bitmap of OS/2'],
  ['BMP is an old format', 'a BMP image of an unknown kind'],
  ['\0\0\x01\0\x01\0\x20\x20', 'an icon (ICO)'],
  ['\0\0\x02\0\x01\0\x20\x20', 'a cursor (CUR)'],
  ['icns', 'an Apple icon (ICNS)'],
  ['\0\0\0\x0cjP  \r\n\x87\n', 'a JPEG 2000 image'],
  ['\xff\x4f\xff\x51\0\x29', 'a JPEG 2000 image'],
  ['II\xbc\x01', 'a JPEG XR image'],
  ['8BPS\0\x01', 'a Photoshop document (PSD)'],
  ['8BPS\0\x02', 'a Photoshop document (PSB)'],
  ['%PDF-1.7\n', 'a PDF document'],
  ['%!PS-Adobe-3.0 EPSF-3.0', 'a PostScript file'],
  ['\xc5\xd0\xd3\xc6', 'an EPS drawing'],
  ['\x76\x2f\x31\x01', 'an OpenEXR image'],
  ['#?RADIANCE\n', 'a Radiance HDR image'],
  ['P6\n640 480\n255\n', 'a Netpbm image'],
  ['gimp xcf v011', 'a GIMP image (XCF)'],
  ['qoif', 'a QOI image'],
  [at(128, 'DICM'), 'a DICOM image'],
  ['FUJIFILMCCD-RAW 0201', 'a Fujifilm RAW photo (RAF)'],
  ['FOVb', 'a Sigma RAW photo (X3F)'],
  ['IIU\0\x18\0\0\0', 'a Panasonic RAW photo (RW2)'],
  ['IIRO\x08\0\0\0', 'an Olympus RAW photo (ORF)'],
  ['II\x1a\0\0\0HEAPCCDR', 'a Canon RAW photo (CRW)'],
  ['\0MRM', 'a Minolta RAW photo (MRW)'],
  ['\0\0\0\x18ftypcrx \0\0\0\x01', 'a Canon RAW photo (CR3)'],
  ['\0\0\0\x18ftypqt  \0\0\0\0', 'a video (MP4 or QuickTime)'],
  ['\0\0\0\x18ftypisom\0\0\0\0', 'a video (MP4 or QuickTime)'],
  ['\x1aE\xdf\xa3', 'a Matroska or WebM video'],
  ['RIFF\0\0\0\0AVI LIST', 'an AVI video'],
  ['PK\x03\x04', 'a ZIP archive or an Office document'],
  ['<!doctype html>', 'a web page (HTML)'],
  [svg, 'an SVG drawing'],
  [`\xef\xbb\xbf<!-- drawn by hand -->${svg}`, 'an SVG drawing'],
  [gzipSync(svg).toString('latin1'), 'a compressed SVG drawing (SVGZ)'],
  [gzipSync(svg).toString('latin1', 0, 60), 'a compressed SVG drawing (SVGZ)'],
  [gzipSync('a text').toString('latin1'), 'a gzip archive'],
])('%j is refused as what it is: %s', async (start, name) => {
  const error = await inspect(Buffer.from(start.padEnd(200, '\0'), 'latin1'), limits).catch(
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(UnsupportedFormat);
  expect(error.message).toContain(`This is ${name}`);
});

test('an unknown file is called unsupported', async () => {
  await expect(inspect(Buffer.from('hello'.padEnd(200)), limits)).rejects.toThrow(
    'The file is not a supported image',
  );
});
