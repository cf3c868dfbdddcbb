import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gap, headingHeight, layOut } from './layout.ts';
import { neighbourOf } from './move.ts';

const image = fc.record({
  id: fc.uuid(),
  createdAt: fc
    .integer({ min: 0, max: 20 })
    .map((days) => new Date(Date.UTC(2026, 4, 20, 12) - days * 86_400_000).toISOString()),
  width: fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }),
  height: fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }),
});
const images = fc
  .uniqueArray(image, { selector: ({ id }) => id, maxLength: 60 })
  .map((members) => members.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)));
const options = fc.record({
  width: fc.integer({ min: 280, max: 4000 }),
  shape: fc.constantFrom('justified' as const, 'square' as const),
  byDay: fc.boolean(),
});
const rounding = 0.01; // CSS pixels

test('every image has a place of its own inside the grid, in the order of the list', () => {
  fc.assert(
    fc.property(images, options, (members, how) => {
      const { sections, height } = layOut(members, how);
      expect(sections.flatMap(({ items }) => items.map((item) => item.image.id))).toEqual(
        members.map(({ id }) => id),
      );
      let end = 0;
      for (const section of sections) {
        expect(section.top).toBeGreaterThanOrEqual(end - rounding);
        end = section.top + section.height;
        section.items.forEach((item, index) => {
          expect(item.x + item.width).toBeLessThanOrEqual(how.width + rounding);
          const next = section.items[index + 1];
          if (!next) return;
          const isBeside = next.y === item.y && next.x >= item.x + item.width + gap - rounding;
          const isBelow = next.x === 0 && next.y >= item.y + item.height + gap - rounding;
          expect(isBeside || isBelow).toBe(true);
        });
        const room = section.height - (section.day === '' ? 0 : headingHeight);
        for (const { y, height } of section.items) expect(y + height).toBeLessThanOrEqual(room + rounding);
      }
      expect(height).toBeGreaterThanOrEqual(end);
    }),
  );
});

test('a phone shows three squares in a row', () => {
  const members = Array.from({ length: 4 }, (_, index) => ({
    id: `${index}`,
    createdAt: '2026-05-20T12:00',
  }));
  const { sections } = layOut(members, { width: 360, shape: 'square', byDay: false });
  expect(sections[0]?.items.map(({ y }) => y === 0)).toEqual([true, true, true, false]);
});

test('arrow keys lead to every image, and up is where down came from in a grid of squares', () => {
  fc.assert(
    fc.property(images, fc.integer({ min: 280, max: 2000 }), (members, width) => {
      const { sections } = layOut(members, { width, shape: 'square', byDay: false });
      let id = members[0]?.id;
      const visited: string[] = [];
      while (id !== undefined) {
        visited.push(id);
        const down = neighbourOf(sections, id, 'ArrowDown');
        const column = sections[0]?.items.find(({ image }) => image.id === id)?.x;
        const target = sections[0]?.items.find(({ image }) => image.id === down)?.x;
        if (down !== undefined && column === target) expect(neighbourOf(sections, down, 'ArrowUp')).toBe(id);
        id = neighbourOf(sections, id, 'ArrowRight');
      }
      expect(visited).toEqual(members.map((member) => member.id));
    }),
  );
});
