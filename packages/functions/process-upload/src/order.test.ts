import { createHash } from 'node:crypto';
import {
  catalogOn,
  type ImageState,
  type ImageTable,
  imageId,
  outcomeOf,
  type Row,
  versionOf,
} from '@darkroom/catalog';
import type { ImageEvent } from '@darkroom/image-events';
import { Corrupt } from '@darkroom/imaging';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Develop } from './develop.ts';
import type { Originals } from './originals.ts';
import { type Pipeline, processImage } from './process-image.ts';
import type { Variants } from './variants.ts';

const key = 'any/photo.jpg';
const id = imageId(key);

interface Content {
  readonly eTag: string;
  readonly content: string;
}

/** A deploy renames one preset and changes the bytes of the other. */
interface Preset {
  readonly name: string;
  readonly quality: string;
}

/** The process dies at a step, before or after the step took effect. */
class Crash extends Error {}
async function survives(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Crash) return false;
    throw error;
  }
}
const givenUp = { code: 'Crashed', reason: 'The process died.' } as const;

type Mishap = 'none' | 'crash before' | 'crash after';
const mishap = fc.oneof(
  { weight: 20, arbitrary: fc.constant<Mishap>('none') },
  { weight: 2, arbitrary: fc.constantFrom<Mishap>('crash before', 'crash after') },
);

/** Lambda may drop an event for which it had no free execution. */
const fate = fc.oneof(
  { weight: 9, arbitrary: fc.constant('run') },
  { weight: 1, arbitrary: fc.constant('expire') },
);

/**
 * What happens to one key of the originals bucket, in this order. `deploy` changes the presets. `delete a version`
 * removes the newest version, so the one before it becomes current. `announce` comes from the API, before everything
 * else. `redrive` runs again the events on which Lambda has given up.
 */
const history = fc.array(
  fc.constantFrom(
    'photo',
    'another photo',
    'not an image',
    'delete',
    'delete a version',
    'delete by the API',
    'reprocess',
    'deploy',
    'redrive',
  ),
  { minLength: 1, maxLength: 6 },
);

const property = fc.asyncProperty(
  fc.scheduler(),
  history,
  fc.infiniteStream(fc.integer({ min: 1, max: 2 })),
  fc.infiniteStream(mishap),
  fc.infiniteStream(fate),
  async (scheduler, actions, deliveries, mishaps, fates) => {
    const cloud = modelCloud(scheduler, mishaps);
    let sequence = 0x10;
    const eventTime = new Date();
    const invocations: Promise<void>[] = [];
    const deliver = (event: ImageEvent) => {
      for (let n = deliveries.next().value; n > 0; n--) invocations.push(invoke(event));
    };
    const failedEvents: ImageEvent[] = [];
    /** Lambda: runs at any time after the event, retries a crash twice, and reports what it gives up on, also late or twice. */
    async function invoke(event: ImageEvent): Promise<void> {
      const tries = fates.next().value === 'expire' ? 0 : 3;
      for (let attempt = 0; attempt < tries; attempt++) {
        await scheduler.schedule(Promise.resolve(), `deliver ${event.type} ${event.version}`);
        if (await survives(() => processImage(event, cloud.pipeline))) return;
      }
      failedEvents.push(event);
      for (let n = deliveries.next().value; n > 0; n--) invocations.push(recordFailure(event));
    }
    /** Does what the function record-failure does. */
    async function recordFailure(event: ImageEvent): Promise<void> {
      await scheduler.schedule(Promise.resolve(), `give up ${event.type} ${event.version}`);
      const { type, ...named } = event;
      const { eTag, ...begun } = { eTag: undefined, ...named };
      const record = () =>
        type === 'removed'
          ? cloud.catalog.remove(event)
          : cloud.catalog.giveUp(type === 'uploaded' ? { ...begun, eTag } : begun, givenUp);
      if (!(await survives(record))) await recordFailure(event);
    }
    function redrive() {
      for (const event of failedEvents.splice(0)) deliver(event);
    }
    /** An operator who looks for a while, and redrives as soon as there is a failed event. */
    async function redriveSoon() {
      for (let looks = 0; looks < 50 && failedEvents.length === 0; looks++)
        await scheduler.schedule(Promise.resolve(), 'look into the queue');
      redrive();
    }
    async function settle() {
      while (invocations.length > 0) await Promise.all(invocations.splice(0));
    }
    const announced = await scheduler
      .waitFor(cloud.catalog.announce(key, 'ada').catch(() => undefined))
      .then(() => cloud.rows.has(id));
    const versions: (Content | undefined)[] = []; // a delete marker is `undefined`
    const show = () => {
      const newest = versions.at(-1);
      if (newest) cloud.originals.set(key, newest);
      else cloud.originals.delete(key);
    };
    async function act() {
      for (const action of actions) {
        await scheduler.schedule(Promise.resolve(), action);
        const sequencer = (sequence++).toString(16).padEnd(6, '0');
        const version = versionOf({ sequencer, eventTime });
        if (action === 'deploy') {
          cloud.deploy();
        } else if (action === 'redrive') {
          invocations.push(redriveSoon());
        } else if (action === 'delete') {
          versions.push(undefined);
          show();
          deliver({ type: 'removed', key, version });
        } else if (action === 'delete by the API') {
          if (versions.at(-1)) deliver({ type: 'removed', key, version });
          versions.push(undefined);
          show();
          await scheduler.schedule(Promise.resolve(), 'withdraw');
          await cloud.catalog.withdraw(id).catch(() => undefined);
        } else if (action === 'delete a version') {
          versions.pop();
          show();
          deliver({ type: 'version-removed', key, version });
        } else if (action === 'reprocess') {
          const request = await cloud.catalog.requestReprocess(id).catch(() => undefined);
          if (request) deliver({ type: 'reprocess', ...request });
        } else {
          const eTag = createHash('md5').update(action).digest('hex');
          versions.push({ eTag, content: action });
          show();
          deliver({ type: 'uploaded', key, version, eTag });
        }
      }
    }

    await scheduler.waitFor(act().then(settle));
    // Every image has ended, unless only the bucket knows which of its versions is now current.
    if (!actions.includes('delete a version')) {
      const ended = cloud.originals.has(key) ? /^(ready|failed)$/ : /^deleted or never there$/;
      expect(describeState(cloud.rows.get(id)?.state)).toMatch(ended);
    }
    while (failedEvents.length > 0) {
      redrive();
      await scheduler.waitFor(settle());
    }

    const newest = cloud.originals.get(key)?.content;
    const state = cloud.rows.get(id)?.state;
    const wanted =
      newest === undefined ? 'deleted or never there' : newest === 'not an image' ? 'failed' : 'ready';
    expect(describeState(state)).toBe(wanted);
    const listed = state && state.status !== 'deleted' ? state.variants : [];
    expect([...cloud.stored.keys()].sort()).toEqual(listed.map(({ key }) => key).sort());
    expect(listed).toHaveLength(wanted === 'ready' ? 2 : 0);
    for (const { key, bytes } of listed) {
      const content = cloud.stored.get(key) ?? '';
      expect(content.replace(/\++$/, '')).toBe(newest);
      expect(bytes).toBe(content.length);
    }
    expect(state?.owner).toBe(announced ? 'ada' : undefined);
    expect(cloud.goneAgain).toEqual([]);
  },
);

test('duplicates, late and reordered events, crashes and redrives of failed events leave the newest object and no orphan', async () => {
  await fc.assert(property, { numRuns: 8000 });
}, 300_000);

function describeState(state: ImageState | undefined) {
  const gone = state === undefined || state.status === 'deleted' || state.status === 'pending';
  return gone ? 'deleted or never there' : state.status;
}

/** The three stores in memory; every access is a step that the scheduler orders and a mishap can end. */
function modelCloud(scheduler: fc.Scheduler, mishaps: fc.Stream<Mishap>) {
  const originals = new Map<string, Content>();
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
    replace: (before, next) =>
      step('replace', () => {
        if (rows.get(next.id)?.revision !== before?.revision) return false;
        const gone = before?.state.status === 'deleted' ? outcomeOf(before.state) : undefined;
        if (gone !== undefined && next.status === 'deleted' && outcomeOf(next) !== gone) goneAgain.push(gone);
        rows.set(next.id, { state: next, revision: String(++revision) });
        return true;
      }),
    list: async () => [],
  };
  const catalog = catalogOn(table);

  const variants: Variants = {
    put: (variant) =>
      step(`put ${variant.key}`, () => {
        stored.set(variant.key, new TextDecoder().decode(variant.bytes));
      }),
    async *list() {
      yield await step('list', () => [...stored.keys()]);
    },
    delete: (keys) =>
      step('delete', () => {
        for (const each of keys) stored.delete(each);
      }),
  };
  const originalsBucket: Originals = {
    eTagOf: (wanted) => step('head', () => originals.get(wanted)?.eTag),
    read: (wanted) =>
      step('get', () => {
        const original = originals.get(wanted.key);
        if (!original) return 'missing';
        return original.eTag === wanted.eTag ? new TextEncoder().encode(original.content) : 'replaced';
      }),
  };

  let presets: Preset[] = [
    { name: 'thumb', quality: '' },
    { name: 'large', quality: '' },
  ];
  const develop: Develop = async (bytes) => {
    if (new TextDecoder().decode(bytes) === 'not an image') throw new Corrupt('Not an image.');
    const variant = { format: 'webp', contentType: 'image/webp', extension: 'webp', ...size } as const;
    const text = new TextDecoder().decode(bytes);
    return {
      original: { format: 'png', ...size, pages: 1, hasAlpha: false, colourSpace: 'srgb', bytes: 1 },
      placeholder: { dominantColour: '#000000', thumbHash: '' },
      variants: presets.map(({ name, quality }) => ({
        preset: name,
        bytes: new TextEncoder().encode(`${text}${quality}`),
        ...variant,
      })),
    };
  };
  const deploy = () => {
    presets = presets.map(({ name, quality }) =>
      name.startsWith('thumb') ? { name: `${name}-new`, quality } : { name, quality: `${quality}+` },
    );
  };

  const pipeline: Pipeline = { catalog, originals: originalsBucket, variants, develop };
  return { originals, stored, rows, goneAgain, catalog, pipeline, deploy };
}

const size = { width: 1, height: 1 };
