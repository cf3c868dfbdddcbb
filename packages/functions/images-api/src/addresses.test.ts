import { parseAddress, scopeOf } from '@darkroom/image-url';
import { verifyToken } from '@darkroom/image-url/sign';
import { expect, test } from 'vitest';
import { transformAddressAt } from './addresses.ts';

const base = 'https://pictures.example';
const id = '9f86d081884c7d659a2feaa0c55ad015';
const now = new Date('2026-01-01T00:00:00Z');
const key = { id: 'k1', secret: 'secret', createdAt: new Date(0) };

test('the address of a transform is signed for that transform alone, however its parameters were sorted', async () => {
  const address = transformAddressAt(
    base,
    async () => [key],
    () => now,
  );
  const url = new URL((await address(id, 'w_200-fit_cover-h_100', 'webp')) ?? '');
  expect(url.pathname).toBe(`/${id}/fit_cover-h_100-w_200.webp`);
  const parsed = parseAddress(url.pathname);
  const scope = parsed ? scopeOf(parsed) : '';
  const verdictOf = (of: string) =>
    verifyToken(url.searchParams.get('s') ?? '', { id, scope: of, keys: [key], now });
  expect([verdictOf(scope), verdictOf('w_201')]).toEqual(['valid', 'invalid']);
});

test('without a key there is no address', async () => {
  expect(
    await transformAddressAt(
      base,
      async () => [],
      () => now,
    )(id, 'w_200'),
  ).toBeUndefined();
});
