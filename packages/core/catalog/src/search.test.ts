import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Catalog, createCatalog } from './catalog.ts';
import { imageId } from './image-id.ts';
import type { Search } from './search.ts';
import { withSend } from './testing/clients.ts';
import { smallPng } from './testing/images.ts';
import { useTable } from './testing/table.ts';
import type { Development } from './transitions.ts';

const table = useTable();
/** A catalog whose clock ticks once per call, so that creation times differ. */
const catalogOf = () => {
  let tick = 0;
  const { client, tableName } = table;
  return createCatalog({ client, tableName, now: () => new Date(tick++) });
};

const made = (takenAt?: string): Development => ({
  original: smallPng,
  placeholder: { dominantColour: '#336699', thumbHash: '' },
  fingerprint: { sha256: '0'.repeat(64) },
  facts: { ...(takenAt !== undefined && { takenAt }) },
  variants: [],
  processingMs: 3,
});

/** Ids of all pages. */
async function found(catalog: Catalog, search: Search, owner: string, limit = 3): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalog.search({ search, owner, limit, ...(cursor !== undefined && { cursor }) });
    expect(page.images.length).toBeLessThanOrEqual(limit);
    ids.push(...page.images.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids;
}

const tag = fc.constantFrom('beach', 'dog', 'a#b', 'Straße'.toLowerCase());
const tags = fc.uniqueArray(tag, { maxLength: 4 });
/** What happens to an image, in this order, each at a time that other writes may take. */
const step = fc.oneof(
  tags.map((tags) => ({ type: 'describe', tags }) as const),
  fc.constantFrom({ type: 'begin' } as const, { type: 'finish' } as const, { type: 'fail' } as const),
  fc.constantFrom({ type: 'remove' } as const, { type: 'withdraw' } as const, { type: 'seal' } as const),
);

test('whatever happens to images, also at once, each is found by the tags that it has, newest first, and by no other', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 8 }), { minLength: 1, maxLength: 5 }),
      async (histories) => {
        const catalog = catalogOf();
        const owner = randomUUID();
        const ids: string[] = [];
        for (const _ of histories) ids.push((await catalog.announce(`${randomUUID()}/a.jpg`, owner)).id);
        const run = async (steps: (typeof histories)[number], id: string) => {
          const key = (await catalog.get(id))?.key ?? '';
          let version = 0;
          const arrival = () => ({ key, version: `A${version}`, eTag: `e${version}` });
          const acts = steps.map((each) => async () => {
            if (each.type === 'begin') version += 1;
            if (each.type === 'describe')
              await catalog.describe(id, { tags: each.tags }).catch(() => undefined);
            else if (each.type === 'begin') await catalog.begin(arrival());
            else if (each.type === 'finish') await catalog.finish(arrival(), made());
            else if (each.type === 'fail') await catalog.fail(arrival(), { code: 'Corrupt', reason: '' });
            else if (each.type === 'remove') await catalog.remove(arrival());
            else await catalog[each.type](id);
          });
          // Two at a time.
          for (let n = 0; n < acts.length; n += 2)
            await Promise.all(acts.slice(n, n + 2).map((act) => act()));
        };
        await Promise.all(histories.map((steps, n) => run(steps, ids[n] ?? '')));

        const states = await Promise.all(ids.map((id) => catalog.get(id)));
        for (const wanted of ['beach', 'dog', 'a#b', 'straße', 'cat']) {
          const having = states.filter((state) => state?.tags?.includes(wanted));
          // Two can be of the same millisecond.
          const positions = having.map((state) => `${state?.createdAt}#${state?.id}`).sort();
          const newestFirst = positions.map((position) => position.split('#')[1]).reverse();
          expect(await found(catalog, { tag: wanted }, owner, 2)).toEqual(newestFirst);
        }
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);

test('images are found by the beginning of their file’s name in any script and case, by name, and whoever they belong to', async () => {
  const catalog = catalogOf();
  const [ada, ben] = [randomUUID(), randomUUID()];
  const announce = (name: string, owner = ada) => catalog.announce(`uploads/${randomUUID()}/${name}`, owner);
  const [beach2, beach1, sea] = [
    await announce('Beach-2.JPG'),
    await announce('beach-1.jpg'),
    await announce('ΟΔΟΣ.png'),
  ];
  await announce('my beach.jpg');
  const long = await announce('ß'.repeat(400));
  const others = await announce('beach.jpg', ben);
  expect(await found(catalog, { name: 'BEACH' }, ada, 1)).toEqual([beach1.id, beach2.id]);
  expect(await found(catalog, { name: 'οδοσ' }, ada)).toEqual([sea.id]);
  expect(await found(catalog, { name: 'οδ' }, ada)).toEqual([sea.id]);
  expect(await found(catalog, { name: 'ß'.repeat(100) }, ada)).toEqual([long.id]);
  expect(await found(catalog, { name: 'beach' }, ben)).toEqual([others.id]);
  await catalog.withdraw(beach1.id);
  expect(await found(catalog, { name: 'beach' }, ada)).toEqual([beach2.id]);
});

test('an owner whose name looks like a term of another finds nothing of that one', async () => {
  const catalog = catalogOf();
  const ada = randomUUID();
  const { id } = await catalog.announce(`${randomUUID()}/a.jpg`, ada);
  await catalog.describe(id, { tags: ['beach#all'] });
  expect(await found(catalog, { tag: 'beach#all' }, ada)).toEqual([id]);
  const thief = `${ada}#tag#beach`;
  expect(await found(catalog, { name: '1' }, thief)).toEqual([]);
  const other = await catalog.announce(`${randomUUID()}/a.jpg`, thief);
  expect(await found(catalog, { tag: 'beach#all' }, ada)).toEqual([id]);
  expect(await found(catalog, { name: 'a' }, thief)).toEqual([other.id]);
});

test('the beginning of any name finds it', async () => {
  const catalog = catalogOf();
  const owner = randomUUID();
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((name) => !name.includes('/')),
      fc.nat(),
      async (name, at) => {
        const { id } = await catalog.announce(`${randomUUID()}/${name}`, owner);
        const characters = [...name.normalize('NFC')];
        const beginning = characters.slice(0, 1 + (at % characters.length)).join('');
        expect(await found(catalog, { name: beginning }, owner, 50)).toContain(id);
        await catalog.withdraw(id);
      },
    ),
    { numRuns: 40 },
  );
});

test('images are found by when they were taken, by the clock of the place, newest first, as their newest file says', async () => {
  const catalog = catalogOf();
  const owner = randomUUID();
  const photo = async (takenAt?: string) => {
    const { id, key } = await catalog.announce(`${randomUUID()}/photo.jpg`, owner);
    await catalog.begin({ key, version: 'A1', eTag: 'e' });
    await catalog.finish({ key, version: 'A1', eTag: 'e' }, made(takenAt));
    return { id, key };
  };
  const april = await photo('2026-04-30T23:59:59');
  const may = await photo('2026-05-01T00:00:00+02:00');
  const evening = await photo('2026-05-31T23:00:00.5-08:00');
  await photo();
  const taken = (from?: string, to?: string) => found(catalog, { taken: { from, to } }, owner, 2);
  expect(await taken()).toEqual([evening.id, may.id, april.id]);
  expect(await taken('2026-05', '2026-05')).toEqual([evening.id, may.id]);
  expect(await taken(undefined, '2026-05-01')).toEqual([may.id, april.id]);
  expect(await taken('2026-05-02')).toEqual([evening.id]);
  expect(await taken('2026-05-31', '2026-05')).toEqual([evening.id]);
  expect(await taken('2026-06', '2026-05')).toEqual([]);
  const newer = { key: evening.key, version: 'B2', eTag: 'f' };
  await catalog.begin(newer);
  await catalog.finish(newer, made('2025-01-01T00:00:00'));
  expect(await taken()).toEqual([may.id, april.id, evening.id]);
  await catalog.remove({ key: may.key, version: 'C3' });
  expect(await taken('2026')).toEqual([april.id]);
});

test('a page costs one query and one read of all of its images, however many there are', async () => {
  const owner = randomUUID();
  const catalog = catalogOf();
  for (let n = 0; n < 30; n++) await catalog.announce(`${randomUUID()}/photo-${n}.jpg`, owner);
  const sent: string[] = [];
  const client = withSend(table.client, (command) => {
    sent.push(command.constructor.name);
    return table.client.send(command);
  });
  const counted = createCatalog({ client, tableName: table.tableName });
  const page = await counted.search({ search: { name: 'photo' }, owner, limit: 5 });
  expect(page.images).toHaveLength(5);
  expect(sent).toEqual(['QueryCommand', 'BatchGetCommand']);
});

test('a cursor of another search, or of none, is refused', async () => {
  const catalog = catalogOf();
  const owner = randomUUID();
  for (const name of ['a1.jpg', 'a2.jpg']) await catalog.announce(`${randomUUID()}/${name}`, owner);
  const { cursor } = await catalog.search({ search: { name: 'a' }, owner, limit: 1 });
  const anywhere = fc.oneof(
    fc.string(),
    fc.string().map((text) => `${text}#${imageId(text)}`),
  );
  const cursors = anywhere.map((text) => Buffer.from(text).toString('base64url'));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.constant(cursor ?? ''), cursors), async (cursor) => {
      const refused = catalog.search({ search: { name: 'zzz' }, owner, limit: 1, cursor });
      await expect(refused).rejects.toMatchObject({ code: 'InvalidCursor' });
    }),
  );
});
