import { parameters } from '@darkroom/imaging';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Develop } from './dependencies.ts';
import { type Darkroom, startDarkroom } from './testing/darkroom.ts';

let darkroom: Darkroom;
let photo: Buffer;
beforeAll(async () => {
  photo = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer();
  darkroom = await startDarkroom({ maxTransforms: 1000 });
});
afterAll(() => darkroom.close());

/** A darkroom that develops only when it is let. */
async function slowDarkroom() {
  const world = { renders: 0, release: () => {}, started: Promise.resolve() };
  let begun = () => {};
  world.started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    world.release = resolve;
  });
  const develop: Develop = async (...wanted) => {
    world.renders += 1;
    begun();
    await gate;
    return darkroom.dependencies.develop(...wanted);
  };
  const slow = await startDarkroom({}, { develop });
  onTestFinished(() => slow.close());
  return { slow, world };
}

const crowd = Number(process.env.DARKROOM_CROWD ?? 150);

test(`of ${crowd} requests for a new transform one renders; each is right, or told to ask again and then right`, async () => {
  let renders = 0;
  const counting = await startDarkroom(
    {},
    {
      develop: (...wanted) => {
        renders += 1;
        return darkroom.dependencies.develop(...wanted);
      },
    },
  );
  onTestFinished(() => counting.close());
  const { id } = await counting.upload('stampede.jpg', photo);
  const statuses = await Promise.all(
    Array.from({ length: crowd }, async () => {
      const response = await counting.get(`/${id}/w_160.webp`);
      if (response.status === 503) expect(response.headers.get('retry-after')).toBe('1');
      else expect((await sharp(await response.arrayBuffer()).metadata()).width).toBe(160);
      return response.status;
    }),
  );
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect((await counting.get(`/${id}/w_160.webp`)).status).toBe(200);
  expect(renders).toBe(1);
  expect(counting.errors).toEqual([]);
}, 120_000);

test('an image that is deleted while a transform of it is made leaves nothing behind', async () => {
  const { slow, world } = await slowDarkroom();
  const { id } = await slow.upload('deleted.jpg', photo);
  const answer = slow.get(`/${id}/w_160.webp`);
  await world.started;
  await slow.remove('deleted.jpg');
  world.release();
  expect((await answer).headers.get('cache-control')).toBe('no-store');
  expect(await slow.keysOf(id)).toEqual([]);
  expect((await slow.get(`/${id}/w_160.webp`)).status).toBe(410);
});

test('an image that is replaced while a transform of it is made answers with the new one from then on', async () => {
  const { slow, world } = await slowDarkroom();
  const { id, version } = await slow.upload('replaced.jpg', photo);
  const answer = slow.get(`/${id}/w_160.webp`);
  await world.started;
  await slow.upload('replaced.jpg', await sharp(photo).negate().jpeg().toBuffer());
  world.release();
  expect((await answer).headers.get('cache-control')).toBe('no-store');
  expect((await slow.keysOf(id)).filter((key) => key.startsWith(`${id}/${version}/t/`))).toEqual([]);
  expect((await slow.get(`/${id}/w_160.webp`)).status).toBe(200);
});

test('whoever waits for another that died is told to ask again, and makes it once the dead one is out of time', async () => {
  const { id, version } = await darkroom.upload('dead.jpg', photo);
  const { leases } = darkroom.dependencies;
  await darkroom.get(`/${id}/w_160.webp`);
  const [key = ''] = (await darkroom.keysOf(id)).filter((stored) => stored.startsWith(`${id}/${version}/t/`));
  await darkroom.variants.delete([key]);
  const deadline = Date.now() + 3000;
  expect(await leases.acquire(key, 'the dead one', deadline)).toBe(true);
  expect((await darkroom.get(`/${id}/w_160.webp`)).status).toBe(503);
  await expect.poll(async () => (await darkroom.get(`/${id}/w_160.webp`)).status).toBe(200);
  expect(Date.now()).toBeGreaterThanOrEqual(deadline);
});

const runs = Number(process.env.DARKROOM_HOSTILE_URLS ?? 300);

test(`${runs} hostile transforms, signed as they are, are a picture or a refusal and never a fault`, async () => {
  const { id } = await darkroom.upload('hostile.jpg', photo);
  const name = fc.constantFrom(...parameters.map((parameter) => parameter.name), 'x', 'constructor');
  const value = fc.oneof(
    fc.constantFrom(
      ...parameters.flatMap(({ example }) => example.split('-').map((pair) => pair.split('_')[1] ?? '')),
    ),
    fc.nat(20_000).map(String),
    fc.constantFrom(
      '0',
      '1',
      '99999',
      '0.0001',
      '1x1',
      '0x0x0x0',
      '1x1x1x1',
      '0.5x0.5x0.5x0.5',
      'true',
      'false',
      'max',
      '1e9',
      '00',
      '.',
    ),
    fc.stringMatching(/^[a-z0-9.]{1,12}$/),
  );
  const pairs = fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 6 });
  const extension = fc.constantFrom('', '.webp', '.jpg', '.png', '.gif', '.avif');
  await fc.assert(
    fc.asyncProperty(pairs, extension, async (chosen, ending) => {
      const text = chosen.map((pair) => pair.join('_')).join('-');
      const scope = text.split('-').sort().join('-');
      const response = await darkroom.get(`/${id}/${text}${ending}?s=${darkroom.signer.token(id, scope)}`);
      expect([200, 302, 400, 403, 404]).toContain(response.status);
      await response.arrayBuffer();
    }),
    { numRuns: runs },
  );
  expect(darkroom.errors).toEqual([]);
}, 300_000);
