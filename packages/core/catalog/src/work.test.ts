import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCatalog } from './catalog.ts';
import { smallPng } from './testing/images.ts';
import { useTable } from './testing/table.ts';

const table = useTable();

test('images in work are found by when their last attempt began, of all owners, longest first and so many at most', async () => {
  let minute = 0;
  const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 12, minutes));
  const { client, tableName } = table;
  const catalog = createCatalog({ client, tableName, now: () => at(minute) });
  const begun = async (minutes: number, owner?: string) => {
    minute = minutes;
    const { id, key } = await catalog.announce(`${randomUUID()}.jpg`, owner);
    const arrival = { key, version: 'A1', eTag: 'e' };
    await catalog.begin(arrival);
    return { id, arrival };
  };
  const ids = async (before: number, limit = 10) =>
    (await catalog.inWork(at(before), limit)).map(({ id }) => id);

  const first = await begun(1, 'ada');
  const second = await begun(2);
  const third = await begun(3, 'ben');
  const fourth = await begun(4);
  expect(await ids(4)).toEqual([first.id, second.id, third.id]);
  expect(await ids(60, 2)).toEqual([first.id, second.id]);
  expect(await catalog.inWork(at(2), 10)).toEqual([{ id: first.id, since: at(1) }]);

  minute = 50;
  await catalog.describe(first.id, { tags: ['said meanwhile'] });
  await catalog.begin(second.arrival); // the next attempt
  const made = { original: smallPng, placeholder: { dominantColour: '#336699', thumbHash: '' } };
  const fingerprint = { sha256: '0'.repeat(64) };
  await catalog.finish(third.arrival, { ...made, fingerprint, facts: {}, variants: [], processingMs: 3 });
  await catalog.fail(fourth.arrival, { code: 'Corrupt', reason: 'damaged' });
  expect(await ids(60)).toEqual([first.id, second.id]);
  expect(await ids(50)).toEqual([first.id]);
  await catalog.remove({ key: first.arrival.key, version: 'B2' });
  expect(await ids(60)).toEqual([second.id]);
});
