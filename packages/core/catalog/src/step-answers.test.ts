import { expect, test } from 'vitest';
import { imageId } from './image-id.ts';
import type { ImageRecord } from './image-record.ts';
import { hasAnswered, hearStep } from './step-answers.ts';

const at = new Date(0).toISOString();
const ready: ImageRecord = {
  id: imageId('a.jpg'),
  key: 'a.jpg',
  status: 'ready',
  version: '1A.0-0001',
  createdAt: at,
  updatedAt: at,
  variants: [],
};
const hear = (state: ImageRecord, said: object, version = ready.version ?? '') =>
  hearStep(state, { step: 'names', version, said }, new Date(1));

test('a step adds tags, and says what nobody has said', () => {
  const known = { ...ready, title: 'Mine', tags: ['sea'] };
  const heard = hear(known, {
    title: 'Other',
    alt: 'A dog',
    tags: ['dog', 'sea'],
    focalPoint: { x: 0, y: 1 },
  });
  expect(heard).toMatchObject({
    title: 'Mine',
    alt: 'A dog',
    tags: ['sea', 'dog'],
    focalPoint: { x: 0, y: 1 },
  });
  const many = Array.from({ length: 20 }, (_, n) => `tag${n}`);
  expect(hear({ ...known, tags: many }, { tags: ['dog'] })?.tags).toEqual(many);
});

test('a step counts once for each original, a reprocess of it included', () => {
  const heard = hear(ready, { alt: 'A dog' }) ?? ready;
  expect(hear(heard, { alt: 'A cat' })).toBeUndefined();
  const again = { ...heard, version: '1A.0-0002' };
  expect(hasAnswered(again, 'names')).toBe(true);
  expect(hasAnswered(again, 'others')).toBe(false);
  expect(hasAnswered({ ...heard, version: '1B.0' }, 'names')).toBe(false);
});

test('what a step says of another version comes too late', () => {
  for (const version of ['1A.0', '1A.0-0002', '1B.0'])
    expect(hear(ready, { alt: 'A dog' }, version)).toBeUndefined();
});
