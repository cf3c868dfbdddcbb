import { expect, onTestFinished, test, vi } from 'vitest';
import { endPage, stubPage } from '../testing/stub-page.ts';

test('an image that somebody deletes while it is processed is decided, and nobody asks for it again', async () => {
  let requests = 0;
  stubPage(async (path) => {
    if (path === 'stats') return Response.json({ images: 0 });
    if (path === 'images/gone') requests += 1;
    return Response.json({ detail: 'There is no image' }, { status: 404 });
  });
  onTestFinished(endPage);
  const { watchProcessing } = await import('./processing.ts');
  const onDecided = vi.fn();
  watchProcessing('gone', onDecided);
  await vi.advanceTimersByTimeAsync(2000);
  expect(onDecided).toHaveBeenCalledExactlyOnceWith({
    status: 'failed',
    reason: 'It was deleted meanwhile.',
  });
  const before = requests;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests).toBe(before);
});
