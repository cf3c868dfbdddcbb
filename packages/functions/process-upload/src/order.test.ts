import { type ImageState, imageId } from '@darkroom/catalog';
import type { ImageEvent } from '@darkroom/image-events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { processImage } from './process-image.ts';
import { modelBucket } from './testing/model-bucket.ts';
import { Crash, mishap, modelCloud } from './testing/model-cloud.ts';

const key = 'any/photo.jpg';
const id = imageId(key);

async function survives(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Crash) return false;
    throw error;
  }
}
const failing = new Set(['not an image', 'photo to veto']);
const givenUp = { code: 'Crashed', reason: 'The process died.' } as const;

/** Lambda may drop an event for which it had no free execution. */
const fate = fc.oneof(
  { weight: 9, arbitrary: fc.constant('run') },
  { weight: 1, arbitrary: fc.constant('expire') },
);

/**
 * What happens to one key of the originals bucket, in this order. `deploy` changes the presets. `delete a version`
 * removes the newest version, so the one before it becomes current. `announce` comes from the API, before everything
 * else, and its form never expires. `redrive` runs again the events on which Lambda has given up.
 */
const history = fc.array(
  fc.constantFrom(
    'photo',
    'another photo',
    'not an image',
    'photo to veto',
    'delete',
    'delete a version',
    'delete by the API',
    'upload by the form',
    'reprocess',
    'deploy',
    'redrive',
  ),
  { minLength: 1, maxLength: 6 },
);

const property = fc.asyncProperty(
  fc.scheduler(),
  history,
  fc.boolean(),
  fc.infiniteStream(fc.integer({ min: 1, max: 2 })),
  fc.infiniteStream(mishap),
  fc.infiniteStream(fate),
  async (scheduler, actions, versioned, deliveries, mishaps, fates) => {
    let ticks = 0;
    const clock = () => new Date(++ticks);
    const bucket = modelBucket({ key, versioned, clock, tell: (event) => deliver(event) });
    const cloud = modelCloud({ scheduler, mishaps, bucket, clock });
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
    /** When the API was first asked to delete the image, and when it first answered with success. */
    const deletion: { begun?: Date; acknowledged?: Date } = {};
    /** Does what the route does. */
    async function deleteByApi() {
      const image = await cloud.catalog.get(id);
      if (!image) return;
      deletion.begun ??= clock();
      await cloud.catalog.seal(id);
      bucket.delete();
      await cloud.catalog.withdraw(id);
      deletion.acknowledged ??= clock();
    }
    async function act() {
      for (const action of actions) {
        await scheduler.schedule(Promise.resolve(), action);
        if (action === 'deploy') {
          cloud.deploy();
        } else if (action === 'redrive') {
          invocations.push(redriveSoon());
        } else if (action === 'delete') {
          bucket.delete();
        } else if (action === 'delete by the API') {
          await survives(deleteByApi);
        } else if (action === 'delete a version') {
          bucket.deleteVersion();
        } else if (action === 'reprocess') {
          const request = await cloud.catalog.requestReprocess(id).catch(() => undefined);
          if (request) deliver({ type: 'reprocess', ...request });
        } else {
          bucket.put(action, { byForm: action === 'upload by the form' });
        }
      }
    }

    await scheduler.waitFor(act().then(settle));
    // Every image has ended, unless only the bucket knows which of its versions is now current, or an upload with a
    // sealed form is still there because Lambda has given up on its event.
    const mayBeSealed = deletion.begun !== undefined && actions.includes('upload by the form');
    if (!actions.includes('delete a version') && !mayBeSealed) {
      const ended = bucket.current() ? /^(ready|failed)$/ : /^deleted or never there$/;
      expect(describeState(cloud.rows.get(id)?.state)).toMatch(ended);
    }
    while (failedEvents.length > 0) {
      redrive();
      await scheduler.waitFor(settle());
    }

    const newest = bucket.current()?.content;
    const state = cloud.rows.get(id)?.state;
    const wanted = newest === undefined ? 'deleted or never there' : failing.has(newest) ? 'failed' : 'ready';
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

    const { begun, acknowledged } = deletion;
    const brought = bucket.objects().filter(({ byForm, at }) => byForm && acknowledged && at > acknowledged);
    if (announced) expect(brought).toEqual([]);
    // Nothing else was deleted.
    const mistaken = bucket.removed.filter(({ byForm, at }) => !(announced && byForm && begun && at > begun));
    expect(mistaken).toEqual([]);
  },
);

test('duplicates, late and reordered events, crashes and redrives of failed events leave the newest object, no orphan, and no upload with the form of a deleted image', async () => {
  await fc.assert(property, { numRuns: Number(process.env.DARKROOM_HISTORIES ?? 3000) });
}, 300_000);

function describeState(state: ImageState | undefined) {
  const gone = state === undefined || state.status === 'deleted' || state.status === 'pending';
  return gone ? 'deleted or never there' : state.status;
}
