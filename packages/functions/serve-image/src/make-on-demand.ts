import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type ImageRecord, isGarbage, onDemandFolder } from '@darkroom/catalog';
import type { FoundVariant } from '@darkroom/image-store';
import { ImageError } from '@darkroom/imaging';
import type { Call, Dependencies } from './dependencies.ts';
import type { Picture } from './picture.ts';
import { Problem } from './problem.ts';

/** For so long a request waits for another that makes the same: each that waits is an execution environment. */
const patienceMs = 2000;
/** Twice as long each time: a thousand that wait should not keep the one from its work. */
const firstPauseMs = 100;

type Found = FoundVariant | 'unsatisfiable' | 'in the making';

/**
 * A picture from the bucket, or made and put there. Of many who ask at once, one makes it. Throws a `Problem`: `Busy`
 * where that takes too long, and what is wrong with the image or the transform.
 */
export async function makeOnDemand(
  picture: Picture,
  image: ImageRecord,
  { deadline }: Call,
  dependencies: Dependencies & { readonly range: string | undefined },
): Promise<Found> {
  const { variants, leases, range, now } = dependencies;
  const holder = randomUUID();
  const patientUntil = now().getTime() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs *= 2) {
    const found = await variants.get(picture.key, { range });
    if (found !== 'missing') return found;
    if (await leases.acquire(picture.key, holder, deadline)) break;
    const leftMs = patientUntil - now().getTime();
    if (leftMs <= 0) throw busy();
    await setTimeout(Math.min(pauseMs * (0.5 + Math.random()), leftMs));
  }
  try {
    // Whoever had the lease before may have finished since.
    const found = await variants.get(picture.key, { range });
    if (found !== 'missing') return found;
    return await make(picture, image, dependencies);
  } finally {
    await leases.release(picture.key, holder);
  }
}

async function make(
  { key, format, recipe, isPreset }: Picture,
  image: ImageRecord,
  { catalog, originals, overlays, variants, develop, delivery }: Dependencies,
): Promise<Found> {
  const { id, version, eTag } = image;
  if (recipe === undefined || version === undefined || eTag === undefined) return 'in the making';
  if (!isPreset) await checkNumber(onDemandFolder({ id, version }), variants, delivery.maxTransforms);
  const original = await originals.read({ key: image.key, eTag });
  if (original === 'missing' || original === 'replaced') return 'in the making'; // the event about it is on its way
  const overlay = recipe.overlay && (await readOverlay(recipe.overlay.name, overlays));
  const { bytes, contentType } = await develop(original, recipe, format, overlay).catch(asProblem);
  await variants.putOnDemand({ key, contentType, bytes });
  // Whoever clears the image away from now on finds the file. Whoever did before did not.
  const state = await catalog.look(id);
  if (!state || isGarbage(state, key)) {
    await variants.delete([key]);
    return 'in the making';
  }
  return {
    body: new Blob([bytes as Uint8Array<ArrayBuffer>]).stream(),
    contentType,
    bytes: bytes.byteLength,
    wholeBytes: bytes.byteLength,
  };
}

/** Throws a `Problem` where so many pictures of this version were made on demand that one more is refused. */
async function checkNumber(
  folder: string,
  variants: Dependencies['variants'],
  maxTransforms: number,
): Promise<void> {
  let count = 0;
  for await (const keys of variants.list(folder)) count += keys.length;
  if (count < maxTransforms) return;
  throw new Problem(
    400,
    'TooManyTransforms',
    `This image has ${count} transforms, as many as delivery.maxTransforms allows: use one of them, or a preset.`,
  );
}

/** Throws a `Problem`. */
async function readOverlay(name: string, overlays: Dependencies['overlays']): Promise<Uint8Array> {
  const overlay = await overlays.read(name);
  if (overlay === 'missing') {
    throw new Problem(
      400,
      'OverlayNotFound',
      `There is no overlay ${name}: put ${name}.png into the bucket for overlays.`,
    );
  }
  if (overlay === 'too large') {
    throw new Problem(400, 'TooLarge', `The overlay ${name} has more bytes than limits.maxBytes.`);
  }
  return overlay;
}

function asProblem(error: unknown): never {
  if (error instanceof ImageError) {
    throw new Problem(400, error.code === 'TooLarge' ? 'TooLarge' : 'ImageFailed', error.message);
  }
  throw error;
}

function busy(): Problem {
  return new Problem(503, 'Busy', 'This picture is being made. Ask again.', { 'retry-after': '1' });
}
