import { parseConfig } from '@darkroom/pipeline-config';
import fc from 'fast-check';
import type { Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { corpus } from '../test/corpus.ts';
import { damage, inflict } from '../test/damage.ts';
import { startDevelopProcess } from '../test/develop-process.ts';
import { animation, redAndBlue } from '../test/images.ts';
import { box } from '../test/make-avif.ts';
import { equalRuns, makeBmp, storedRows } from '../test/make-bmp.ts';
import { makeHeic, row, square } from '../test/make-heic.ts';
import { jxl } from '../test/make-jxl.ts';
import { makeCr2, makeCr3, makeDng, makeNef, makeRaf } from '../test/make-raw.ts';
import { inspect } from './inspect.ts';

const cases = Number(process.env.DARKROOM_MUTATIONS ?? 800);
const seed = Number(process.env.DARKROOM_SEED ?? Date.now() % 2 ** 31);

const {
  limits: fileLimits,
  functions,
  presets,
} = parseConfig({
  presets: {
    thumb: { width: 64, height: 64, fit: 'cover', focus: 'attention', format: 'webp' },
    still: { width: 160, format: 'jpeg' },
    same: { width: 48, height: 48, fit: 'contain', format: 'same' },
  },
});
const limits = { ...fileLimits, ...functions.processUpload };
/** The handler, the AWS SDK and the runtime take the rest of the function's memory. */
const memoryMb = functions.processUpload.memoryMb - 200;
/** As long as the function may take, on a machine that does other things too: processor time is held to a third of it. */
const { timeoutSeconds } = functions.processUpload;

interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function raws(jpeg: Buffer): File[] {
  const makers = { makeDng, makeCr2, makeNef, makeRaf };
  const files = Object.entries(makers).map(([name, make]) => ({ name, bytes: make(jpeg) }));
  return [...files, { name: 'makeCr3', bytes: makeCr3(jpeg, jpeg) }];
}

function heic(): Buffer {
  const items = [row(2, box('irot', [1])), square('brick'), square('blue')];
  return makeHeic(items, [['dimg', 1, 2, 3]]);
}

function bmps(): File[] {
  const size = { width: 64, height: 48 };
  const masks = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
  const pixels = storedRows({ ...size, bits: 32 }, (x, y) => 0xff000000 + 0x30201 * x + y);
  return [
    { name: 'bmp', bytes: makeBmp({ ...size, bits: 32, compression: 3, masks, header: 108, pixels }) },
    { name: 'bmp in runs', bytes: makeBmp({ ...size, bits: 8, compression: 1, pixels: equalRuns(size, 1) }) },
  ];
}

/** Good files: the corpus if it exists, and one picture in every format. */
async function goodFiles(): Promise<{ small: File[]; large: File[] }> {
  const formats = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const;
  const picture = () => redAndBlue(64, 48).blur(3);
  const pictures: [name: string, image: Sharp][] = [
    ...formats.map((format): [string, Sharp] => [format, picture().toFormat(format)]),
    ['progressive jpeg', picture().jpeg({ progressive: true })],
    ['lossless webp', picture().webp({ lossless: true })],
    ['animated gif', (await animation(40, 30)).gif()],
    ['animated webp', (await animation(40, 30)).webp()],
  ];
  const rendered = pictures.map(async ([name, image]) => ({ name, bytes: await image.toBuffer() }));
  const files = [
    ...(await Promise.all(rendered)),
    { name: 'tiled heic', bytes: heic() },
    { name: 'jxl', bytes: jxl('waves') },
    { name: 'jxl in boxes', bytes: jxl('turned') },
    ...bmps(),
    ...raws(await redAndBlue(1000, 300).blur(3).jpeg().toBuffer()),
    ...corpus.names('good').map((name) => ({ name, bytes: corpus.read('good', name) })),
  ];
  const sized = await Promise.all(
    files.map(async (file) => ({ file, metadata: await inspect(file.bytes, limits) })),
  );
  const isSmall = ({ metadata: { width, height, pages } }: (typeof sized)[number]) =>
    width * height * pages < 400_000;
  return {
    small: sized.filter(isSmall).map(({ file }) => file),
    large: sized.filter((file) => !isSmall(file)).map(({ file }) => file),
  };
}

test(`${cases} damaged files end in variants or an ImageError, in time and within the function's memory`, async () => {
  console.log(`Damaging files with DARKROOM_SEED=${seed}`);
  const { small, large } = await goodFiles();
  const files = [...small, ...large];
  const names = (list: readonly File[]) => list.map(({ name }) => name);
  const file = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...names(small)) },
    ...(large.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...names(large)) }] : []),
  );
  const damages = fc.array(damage, { minLength: 1, maxLength: 4 });
  const bytesOf = files.map(({ bytes }) => bytes);
  const ends: Record<string, number> = {};

  const child = startDevelopProcess();
  try {
    await fc.assert(
      fc.asyncProperty(file, damages, async (name, done) => {
        const good = files.find((each) => each.name === name)?.bytes ?? new Uint8Array();
        const bytes = done.reduce((damaged, each) => inflict(damaged, each, bytesOf), good);
        const task = { bytes, limits, presets };
        const { maxMemoryMb, seconds, ...outcome } = await child.develop(task, 1000 * timeoutSeconds);
        if (outcome.ended === 'variants') expect(outcome.variants).toBe(Object.keys(presets).length);
        else expect(outcome).toMatchObject({ ended: 'ImageError', code: expect.any(String) });
        expect(maxMemoryMb).toBeLessThan(memoryMb);
        expect(seconds).toBeLessThan(timeoutSeconds / 3);
        const end = outcome.ended === 'ImageError' ? outcome.code : outcome.ended;
        ends[end] = (ends[end] ?? 0) + 1;
      }),
      { numRuns: cases, seed, endOnFailure: true },
    );
  } finally {
    child.close();
  }
  console.log('They ended as', ends);
  // Damage that destroys every file, or none, would prove little. Sizes become too large in one of some 500 only.
  expect(Object.keys(ends)).toEqual(expect.arrayContaining(['Corrupt', 'UnsupportedFormat', 'variants']));
}, 600_000);
