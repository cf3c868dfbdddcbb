import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { catalogOn, createCatalog } from './catalog.ts';
import { type Filter, mostExamined } from './filter.ts';
import type { ImageRecord } from './image-record.ts';
import type { Search } from './search.ts';
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
          original: {
            format: 'png',
            width: 8,
            height: 8,
            pages: 1,
            hasAlpha: false,
            colourSpace: 'srgb',
            bytes: 70,
          },
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

test('a page looks at so many images and no more, and says where to go on', async () => {
  const rows = Array.from({ length: 2 * mostExamined }, (_, n) => {
    const createdAt = new Date(1e12 - n).toISOString();
    const id = n.toString(16).padStart(32, '0');
    return {
      id,
      key: id,
      status: 'ready',
      createdAt,
      updatedAt: createdAt,
      variants: [],
    } satisfies ImageRecord;
  });
  let read = 0;
  const catalog = catalogOn({
    read: async () => undefined,
    replace: async () => false,
    async list({ listing, after, limit }) {
      if (!listing.endsWith('#ready')) return [];
      const from =
        after === undefined ? 0 : rows.findIndex(({ createdAt, id }) => `${createdAt}#${id}` < after);
      const page = from < 0 ? [] : rows.slice(from, from + limit);
      read += page.length;
      return page;
    },
    async *keys() {},
    find: async () => [],
  });
  const page = await catalog.list({ limit: 50, also: { camera: 'X100V' } });
  expect(page.images).toEqual([]);
  expect(page.cursor).toBeDefined();
  expect(read).toBeLessThanOrEqual(mostExamined + mostExamined / 50);
});
