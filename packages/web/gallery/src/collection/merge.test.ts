import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendPage, mergeFirstPage } from './merge.ts';

const size = 10;

/** The first page of an API that holds these, newest first. */
const firstPage = (ids: readonly string[]) => ({
  ids: ids.slice(0, size),
  cursor: ids.length > size ? ids[size] : undefined,
});

test('new images come first and deleted ones go, while the rest keeps its place', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 }),
      fc.uniqueArray(fc.uuid(), { maxLength: size - 5 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      (before, added, firstGone, countGone) => {
        const known = { ids: before, cursor: undefined };
        const gone = before.slice(firstGone, firstGone + countGone);
        const after = [...added, ...before.filter((id) => !gone.includes(id))];
        const merged = mergeFirstPage(known, firstPage(after));
        // Those that are gone from behind the page are seen when its end reaches them.
        const isSeen = merged.ids.length === after.length;
        if (isSeen) expect(merged.ids).toEqual(after);
        else expect(merged.ids).toEqual(after.slice(0, merged.ids.length));
      },
    ),
  );
});

test('what was loaded is dropped if more came than a page holds: nobody knows what stands between', () => {
  const known = { ids: ['a', 'b', 'c'], cursor: 'd' };
  expect(mergeFirstPage(known, { ids: ['y', 'z'], cursor: 'x' })).toEqual({ ids: ['y', 'z'], cursor: 'x' });
});

test('a page is appended once, and an image that moved onto it is not shown twice', () => {
  const known = { ids: ['a', 'b'], cursor: 'b' };
  expect(appendPage(known, { ids: ['b', 'c'], cursor: undefined })).toEqual({
    ids: ['a', 'b', 'c'],
    cursor: undefined,
  });
});

test('a first page on which nothing matches leaves what is further behind, however often it is read', () => {
  const known = { ids: ['a', 'b'], cursor: undefined };
  expect(mergeFirstPage(known, { ids: [], cursor: 'next' })).toBe(known);
  expect(mergeFirstPage(known, { ids: [], cursor: undefined }).ids).toEqual([]);
  const nothingYet = { ids: [], cursor: 'far behind' };
  expect(mergeFirstPage(nothingYet, { ids: [], cursor: 'next' })).toBe(nothingYet);
});
