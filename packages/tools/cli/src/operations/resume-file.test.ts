import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openResumeFile } from './resume-file.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-resume-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('the same job continues at whatever key was written, until the file is removed', async () => {
  const path = join(await temporaryFolder(), 'place.json');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (key) => {
      openResumeFile(path, { stage: 'dev', prefix: 'a/' }).write(key);
      expect(openResumeFile(path, { prefix: 'a/', stage: 'dev' }).startAfter).toBe(key);
    }),
  );
  openResumeFile(path, { stage: 'dev', prefix: 'a/' }).remove();
  expect(openResumeFile(path, { stage: 'prod' }).startAfter).toBe(undefined);
});

test('the file of another job is refused, and so is a file of something else', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'place.json');
  openResumeFile(path, { stage: 'dev', prefix: 'a/' }).write('a/1.jpg');
  expect(() => openResumeFile(path, { stage: 'dev' })).toThrow(
    expect.objectContaining({
      code: 'OtherJob',
      message: expect.stringContaining('(stage dev, prefix a/)'),
    }),
  );
  await writeFile(join(folder, 'photo.jpg'), 'no JSON');
  expect(() => openResumeFile(join(folder, 'photo.jpg'), { stage: 'dev' })).toThrow(
    expect.objectContaining({ code: 'NotAResumeFile' }),
  );
  expect((await readdir(folder)).sort()).toEqual(['photo.jpg', 'place.json']);
});
