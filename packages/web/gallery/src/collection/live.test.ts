import { expect, onTestFinished, test, vi } from 'vitest';
import { endPage, stubPage } from '../testing/stub-page.ts';

test('a change that was announced while the list could not be read is seen as soon as it can', async () => {
  let changes = 1;
  let isListDown = false;
  stubPage(async (path, { headers }) => {
    if (path === 'images') {
      if (isListDown) throw new TypeError('The network is away.');
      const time = new Date(changes).toISOString();
      const image = {
        id: `image-${changes}`,
        key: 'a.jpg',
        status: 'ready',
        url: 'https://pictures.example',
      };
      return Response.json({ images: [{ ...image, createdAt: time, updatedAt: time }] });
    }
    const etag = `W/"${changes}"`;
    if (new Headers(headers).get('if-none-match') === etag) return new Response(null, { status: 304 });
    return Response.json({ images: 1 }, { headers: { etag } });
  });
  onTestFinished(endPage);
  const { startLive } = await import('./live.ts');
  const { listed } = await import('./collection.ts');
  const shown = () => listed.value.map(({ id }) => id);
  onTestFinished(startLive());
  await vi.waitFor(() => expect(shown()).toEqual(['image-1']));

  changes = 2;
  isListDown = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(shown()).toEqual(['image-1']);
  isListDown = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown()).toEqual(['image-2']);
});
