import type { ImageRecord } from '@darkroom/catalog';
import { expect, test } from 'vitest';
import { addressesAt } from './addresses.ts';
import { imageDocument } from './image-document.ts';

const variant = { format: 'webp', contentType: 'image/webp', width: 9, height: 9, bytes: 9 };
const image: ImageRecord = {
  id: 'i',
  key: 'a.jpg',
  status: 'ready',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  variants: [
    { ...variant, preset: 'whole', key: 'i/A/0/whole.webp' },
    { ...variant, preset: 'face', key: 'i/A/0/face.webp', focalPoint: { x: 0.5, y: 0.5 } },
  ],
};
const addresses = addressesAt('https://p.example', undefined, () => new Date());
const urls = async (record: ImageRecord) =>
  (await imageDocument(record, addresses)).variants.map(({ url }) => url);

test('a variant made for another focal point is named by the address that has the new one, and no other', async () => {
  const stored = ['https://p.example/v/i/A/0/whole.webp', 'https://p.example/v/i/A/0/face.webp'];
  expect(await urls(image)).toEqual(stored);
  expect(await urls({ ...image, focalPoint: { x: 0.5, y: 0.5 } })).toEqual(stored);
  const moved = await urls({ ...image, focalPoint: { x: 0.5, y: 0.2 } });
  expect(moved).toEqual([stored[0], 'https://p.example/i/face.webp']);
});
