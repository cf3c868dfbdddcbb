import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { catalogOn, createCatalog } from './catalog.ts';
import { examinedTogether, type Filter, mostExamined } from './filter.ts';
import type { ImageRecord } from './image-record.ts';
import type { Search } from './search.ts';
import { smallPng } from './testing/images.ts';
import { useTable } from './testing/table.ts';

const table = useTable();
const cameras = ['Canon EOS R6', 'X100V'];
const months = ['2026-01', '2026-02', '2026-03'];

/** Twelve images of an owner: each camera in each month, ready with a tag or failed without. */
async function album() {
  let tick = 0;
  const { client, tableName } = table;
  const catalog = createCatalog({ client, tableName, now: () => new Date(tick++) });
  const owner = randomUUID();
  for (const camera of cameras)
    for (const month of months)
      for (const isReady of [true, false]) {
        const { id, key } = await catalog.announce(`${randomUUID()}/img.jpg`, owner);
        const arrival = { key, version: 'A1', eTag: 'e' };
        await catalog.begin(arrival);
        await catalog.finish(arrival, {
          original: smallPng,
          placeholder: { dominantColour: '#336699', thumbHash: '' },
          fingerprint: { sha256: randomUUID() },
          facts: { camera, takenAt: `${month}-05T10:00:00` },
          variants: [],
          processingMs: 3,
        });
        if (isReady) await catalog.describe(id, { tags: ['beach'] });
        else await catalog.begin({ ...arrival, version: 'A2' });
      }
  return { catalog, owner };
}

const say = ({ status, facts, tags = [] }: ImageRecord) =>
  [facts?.camera, facts?.takenAt?.slice(0, 7), status, ...tags].join(' ');

test('filters go together: of each page only images that have all of them, and all of those on some page', async () => {
  const { catalog, owner } = await album();
  async function found(search: Search | undefined, also: Filter, limit = 2): Promise<string[]> {
    const images: ImageRecord[] = [];
    let cursor: string | undefined;
    do {
      const from = { limit, also, owner, ...(cursor !== undefined && { cursor }) };
      const page = search ? await catalog.search({ search, ...from }) : await catalog.list(from);
      expect(page.images.length).toBeLessThanOrEqual(limit);
      images.push(...page.images);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return images.map(say);
  }
  const [canon, fuji] = ['Canon EOS R6', 'X100V'];
  expect(await found(undefined, { camera: 'x100v', tag: 'beach' })).toEqual(
    months.toReversed().map((month) => `${fuji} ${month} ready beach`),
  );
  expect(await found({ tag: 'beach' }, { camera: canon, taken: { from: '2026-02' } })).toEqual([
    `${canon} 2026-03 ready beach`,
    `${canon} 2026-02 ready beach`,
  ]);
  expect(await found({ taken: { from: '2026-02', to: '2026-02' } }, { status: 'processing' })).toEqual(
    expect.arrayContaining([`${canon} 2026-02 processing`, `${fuji} 2026-02 processing`]),
  );
  expect(await found({ name: 'img' }, { status: 'ready', taken: { to: '2026-01' } })).toHaveLength(2);
  expect(await found({ tag: 'beach' }, { status: 'failed' })).toEqual([]);
  expect(await found(undefined, { camera: 'Canon' })).toEqual([]);
});

/** Twice as many images as a page looks at, newest first; only the first of them is of a dog. */
function manyRows(): ImageRecord[] {
  return Array.from({ length: 2 * mostExamined }, (_, n) => {
    const createdAt = new Date(1e12 - n).toISOString();
    const id = n.toString(16).padStart(32, '0');
    const tags = n === 0 ? ['beach', 'dog'] : ['beach'];
    return { id, key: id, status: 'ready', createdAt, updatedAt: createdAt, tags, variants: [] };
  });
}

/** A catalog of these images that counts its queries and reads, and how often it waits for some of them together. */
function counting(rows: readonly ImageRecord[]) {
  const counts = { images: 0, waits: 0 };
  let open = 0;
  const counted = async <T>(answer: readonly T[]) => {
    if (open === 0) counts.waits += 1;
    open += 1;
    await setImmediate();
    open -= 1;
    counts.images += answer.length;
    return [...answer];
  };
  const position = ({ createdAt, id }: ImageRecord) => `${createdAt}#${id}`;
  const catalog = catalogOn({
    async read(id) {
      const [state] = await counted(rows.filter((row) => row.id === id));
      return state && { state, revision: '' };
    },
    async readAll(ids) {
      const found = await counted(rows.filter((row) => ids.includes(row.id)));
      return new Map(found.map((state) => [state.id, state]));
    },
    replace: async () => false,
    async *keys() {},
    find: async ({ limit }) => rows.map(position).slice(0, limit), // every shard has them all
  });
  return { catalog, counts };
}

test('a page looks at so many images and no more, and says where to go on', async () => {
  const { catalog, counts } = counting(manyRows());
  const page = await catalog.list({ limit: 50, also: { camera: 'X100V' } });
  expect(page.images).toEqual([]);
  expect(page.cursor).toBeDefined();
  expect(counts.images).toBeLessThanOrEqual(mostExamined + mostExamined / 50);
});

test.each([
  ['a list', undefined],
  ['a search', { tag: 'beach' }],
])(
  'however few images a page of %s may have, it waits for few answers, one after the other',
  async (_, search) => {
    for (const [limit, found] of [
      [1, 1],
      [2, 1],
    ] as const) {
      const { catalog, counts } = counting(manyRows());
      const options = { limit, also: { tag: 'dog' }, owner: undefined };
      const page = search
        ? await catalog.search({ search, ...options })
        : await catalog.list({ limit, also: options.also });
      expect(page.images).toHaveLength(found);
      expect(page.cursor).toBeDefined();
      expect(counts.waits).toBeLessThanOrEqual(mostExamined / examinedTogether);
      expect(counts.images).toBeLessThanOrEqual(mostExamined + mostExamined / examinedTogether);
    }
  },
);
