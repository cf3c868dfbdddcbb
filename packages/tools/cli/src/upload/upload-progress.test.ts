import { expect, test } from 'vitest';
import { uploadProgress } from './upload-progress.ts';

const mega = 1024 ** 2;

test('a large file counts part by part, and once when it is done', () => {
  const [large, small] = [
    { file: '/large.tif', path: 'large.tif', bytes: 20 * mega, modifiedMs: 0 },
    { file: '/small.jpg', path: 'small.jpg', bytes: mega, modifiedMs: 0 },
  ] as const;
  const lines: string[] = [];
  const { sent, done } = uploadProgress([large, small], { show: (line) => lines.push(line), clear() {} });
  sent(large, 8 * mega);
  done(small, false);
  sent(large, 8 * mega);
  done(large, true);
  expect(lines.map((line) => line.replace(/^Uploading (\S+ (?=\d+ of))?/, ''))).toEqual([
    '0 of 2 photos, 0 KB of 21.0 MB',
    '0 of 2 photos, 8.0 MB of 21.0 MB',
    '1 of 2 photos, 9.0 MB of 21.0 MB',
    '1 of 2 photos, 17.0 MB of 21.0 MB',
    '2 of 2 photos, 21.0 MB of 21.0 MB, 1 failed',
  ]);
});
