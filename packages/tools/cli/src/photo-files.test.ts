import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { photoFiles } from './photo-files.ts';

/** A folder with these files, and with links to what the values name. */
function folderWith(files: readonly string[], links: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'photo-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'below'));
  for (const file of files) writeFileSync(join(folder, file), file);
  for (const [link, target] of Object.entries(links)) symlinkSync(target, join(folder, link));
  return folder;
}
const paths = (folder: string, ...named: string[]) => photoFiles(named, folder).map(({ path }) => path);

test('a folder has the photos in it and below, by the ends of their names, and nothing hidden', () => {
  const folder = folderWith(['käse #1.jpg', '-dash.JPG', 'notes.txt', '.hidden.jpg', 'below/a.heic']);
  expect(paths(folder, '.')).toEqual(['-dash.JPG', 'below/a.heic', 'käse #1.jpg']);
});

test('links are what they lead to: a photo once, a folder, nothing, or a way round', () => {
  const folder = folderWith(['a.jpg', 'below/b.jpg'], {
    'again.jpg': 'a.jpg',
    'linked.jpg': '/dev/null',
    'lost.jpg': 'nowhere.jpg',
    'below/up': '..',
    other: 'below',
  });
  expect(paths(folder, '.', 'again.jpg')).toEqual(['a.jpg', 'below/b.jpg']);
  expect(paths(folder, 'other')).toEqual(['other/b.jpg', 'other/up/a.jpg']);
});

test('what is not there, is no file or has no photo is refused with its name', () => {
  const folder = folderWith(['notes.txt']);
  expect(() => paths(folder, 'nowhere.jpg')).toThrow('There is no file nowhere.jpg.');
  expect(() => paths(folder, '/dev/null')).toThrow('/dev/null is not a file.');
  expect(() => paths(folder, '.')).toThrow('There is no photo in .');
});
