import { catalogOn, type ImageTable, outcomeOf, type Row } from '@darkroom/catalog';
import type { Originals } from '@darkroom/image-store';
import { Corrupt } from '@darkroom/imaging';
import fc from 'fast-check';
import type { Develop } from '../develop.ts';
import type { AskSteps, Pipeline } from '../pipeline.ts';
import type { ModelBucket } from './model-bucket.ts';

/** A deploy renames one preset and changes the bytes of the other. */
interface Preset {
  readonly name: string;
  readonly quality: string;
}

/** The process dies at a step, before or after the step took effect. */
export class Crash extends Error {}

type Mishap = 'none' | 'crash before' | 'crash after';
export const mishap = fc.oneof(
  { weight: 20, arbitrary: fc.constant<Mishap>('none') },
  { weight: 2, arbitrary: fc.constantFrom<Mishap>('crash before', 'crash after') },
);

export interface ModelCloudOptions {
  readonly scheduler: fc.Scheduler;
  readonly mishaps: fc.Stream<Mishap>;
  readonly bucket: ModelBucket;
  readonly clock: () => Date;
}

/** The three stores in memory; every access is a step that the scheduler orders and a mishap can end. */
export function modelCloud({ scheduler, mishaps, bucket, clock }: ModelCloudOptions) {
  const stored = new Map<string, string>();
  const rows = new Map<string, Row>();
  /** Of images that were gone, and are said to go once more. */
  const goneAgain: string[] = [];
  let revision = 0;

  async function step<T>(name: string, effect: () => T): Promise<T> {
    const mishap = mishaps.next().value;
    await scheduler.schedule(Promise.resolve(), name);
    if (mishap === 'crash before') throw new Crash(name);
    const result = effect();
    await scheduler.schedule(Promise.resolve(), `${name} answered`);
    if (mishap === 'crash after') throw new Crash(name);
    return result;
  }

  const table: ImageTable = {
    read: (wanted) => step('read', () => rows.get(wanted)),
    readAll: async () => new Map(),
    replace: (before, next) =>
      step('replace', () => {
        if (rows.get(next.id)?.revision !== before?.revision) return false;
        const gone = before?.state.status === 'deleted' ? outcomeOf(before.state) : undefined;
        if (gone !== undefined && next.status === 'deleted' && outcomeOf(next) !== gone) goneAgain.push(gone);
        rows.set(next.id, { state: next, revision: String(++revision) });
        return true;
      }),
    async *keys() {
      yield* await step('query', () => []); // there is but one image
    },
    find: async () => [],
  };
  const catalog = catalogOn(table, clock);

  const variants: Pipeline['variants'] = {
    put: (variant) =>
      step(`put ${variant.key}`, () => {
        stored.set(variant.key, new TextDecoder().decode(variant.bytes));
      }),
    copy: () => Promise.reject(new Error('There is but one image.')),
    async *list() {
      yield await step('list', () => [...stored.keys()]);
    },
    delete: (keys) =>
      step('delete', () => {
        for (const each of keys) stored.delete(each);
      }),
  };
  const originals: Originals = {
    eTagOf: () => step('head', () => bucket.current()?.eTag),
    read: (wanted) =>
      step('get', () => {
        const original = bucket.current();
        if (!original) return 'missing';
        return original.eTag === wanted.eTag ? new TextEncoder().encode(original.content) : 'replaced';
      }),
    remove: (upload) => step('remove an upload', () => bucket.removeUpload(upload)),
  };

  let presets: Preset[] = [
    { name: 'thumb', quality: '' },
    { name: 'large', quality: '' },
  ];
  const develop: Develop = async (bytes, focalPoint, onVariant = () => {}) => {
    if (focalPoint?.x !== 0) throw new Error('Variants are made before the step has answered.');
    const text = new TextDecoder().decode(bytes);
    const variants = presets.map(({ name, quality }) => ({
      ...({ format: 'webp', contentType: 'image/webp', extension: 'webp', ...size } as const),
      preset: name,
      bytes: new TextEncoder().encode(`${text}${quality}`),
    }));
    // It is found out when one variant has been made.
    const made = text === 'not an image' ? variants.slice(0, 1) : variants;
    for (const variant of made) onVariant(variant, new Date());
    if (made.length < variants.length) throw new Corrupt('Not an image.');
    return {
      original: { format: 'png', ...size, pages: 1, hasAlpha: false, colourSpace: 'srgb', bytes: 1 },
      placeholder: { dominantColour: '#000000', thumbHash: '' },
      facts: {},
      leftOut: [],
      variants,
    };
  };
  const deploy = () => {
    presets = presets.map(({ name, quality }) =>
      name.startsWith('thumb') ? { name: `${name}-new`, quality } : { name, quality: `${quality}+` },
    );
  };

  /** A step that vetoes some photos, and says of every other where its subject is. */
  const askSteps: AskSteps = async ({ version }, image, bytes) => {
    const verdict = await step('ask a step', () => new TextDecoder().decode(bytes));
    if (verdict === 'photo to veto') return { veto: 'Not here.' };
    const focalPoint = { x: 0, y: 0 };
    const heard = await catalog.hear(image.id, { step: 'model', version, said: { focalPoint } });
    return heard ? { image: heard } : 'superseded';
  };

  const pipeline: Pipeline = { catalog, originals, variants, develop, askSteps };
  return { stored, rows, goneAgain, catalog, pipeline, deploy };
}

const size = { width: 1, height: 1 };
