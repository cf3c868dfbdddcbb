import { expect, onTestFinished, test, vi } from 'vitest';
import { endPage, stubPage } from '../testing/stub-page.ts';

const minute = 60_000;

/** An API with images that change, and what a test does to single requests. */
class Api {
  changes = 0;
  readonly images: { readonly id: string; readonly createdAt: string; readonly updatedAt: string }[] = [];
  readonly asked: string[] = [];
  /** Answers a request in its own way, or waits before it is answered. */
  meanwhile: (path: string, signal: AbortSignal | null | undefined) => Promise<Response | undefined> =
    async () => undefined;

  add(id: string): void {
    this.changes += 1;
    const time = new Date(this.changes).toISOString();
    const state = { key: 'a.jpg', status: 'ready', url: 'https://pictures.example' };
    this.images.unshift({ id, ...state, createdAt: time, updatedAt: time });
  }

  /** What a request is answered is decided when it comes, even if the answer is slow. */
  async answer(path: string, { headers, signal }: RequestInit): Promise<Response> {
    this.asked.push(path);
    const answer = path === 'images' ? this.list() : this.statistics(new Headers(headers));
    return (await this.meanwhile(path, signal)) ?? answer;
  }

  private list(): Response {
    return Response.json({ images: this.images });
  }

  statistics(headers = new Headers()): Response {
    const etag = `W/"${this.changes}"`;
    if (headers.get('if-none-match') === etag) return new Response(null, { status: 304 });
    return Response.json({ images: this.images.length }, { headers: { etag } });
  }
}

/** Opens the page on an API. */
async function openPage(api: Api) {
  const events = stubPage((path, init) => api.answer(path, init));
  onTestFinished(endPage);
  const { refreshNow, startLive } = await import('./live.ts');
  const { count, listed, loadNextPage } = await import('./collection.ts');
  const { everything, query } = await import('./query.ts');
  const { message } = await import('../message.ts');
  onTestFinished(startLive());
  return {
    events,
    refreshNow,
    loadNextPage,
    shown: () => listed.value.map(({ id }) => id),
    count: () => count.value,
    message: () => message.value,
    lookFor: (name: string) => {
      query.value = { ...everything, name };
    },
    wait: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
  };
}

const away = () => Promise.reject(new TypeError('Failed to fetch'));

test('a change that was announced while the list could not be read is seen as soon as it can, and only then nothing is said any more', async () => {
  const api = new Api();
  api.add('image-1');
  const page = await openPage(api);
  await vi.waitFor(() => expect(page.shown()).toEqual(['image-1']));

  api.add('image-2');
  api.meanwhile = async (path) => (path === 'images' ? away() : undefined);
  await page.wait(10_000);
  expect(page.shown()).toEqual(['image-1']);
  expect(page.message()).toBe('There is no connection to the server.');
  api.meanwhile = async () => undefined;
  await page.wait(minute);
  expect(page.shown()).toEqual(['image-2', 'image-1']);
  expect(page.message()).toBe('');
});

test('images that came while the first totals were on their way are seen, though the totals stay the same', async () => {
  const api = new Api();
  api.meanwhile = async (path) => {
    if (path !== 'stats') return undefined; // the list is empty
    api.meanwhile = async () => undefined;
    await new Promise((resolve) => setTimeout(resolve, 5000));
    for (let n = 0; n < 200; n++) api.add(`image-${n}`);
    return api.statistics();
  };
  const page = await openPage(api);
  await page.wait(minute);
  expect(page.shown()).toHaveLength(200);
});

test('a list that is behind the totals, as an index is behind its table, is read once more', async () => {
  const api = new Api();
  api.add('image-1');
  const page = await openPage(api);
  await page.wait(minute);
  const before = api.images.slice();
  api.add('image-2');
  api.meanwhile = async (path) => {
    if (path !== 'images') return undefined;
    api.meanwhile = async () => undefined;
    return Response.json({ images: before });
  };
  page.refreshNow();
  await page.wait(minute);
  expect(page.shown()).toEqual(['image-2', 'image-1']);
});

test('the number of images is known though the first list failed before the totals came', async () => {
  const api = new Api();
  for (let n = 0; n < 150; n++) api.add(`image-${n}`);
  api.meanwhile = async (path) => {
    if (path === 'images') return away();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return undefined;
  };
  const page = await openPage(api);
  await page.wait(1000);
  api.meanwhile = async (path) =>
    path === 'images' ? Response.json({ images: api.images.slice(0, 100), cursor: 'the rest' }) : undefined;
  await page.wait(minute);
  expect(page.count()).toBe(150);
});

test('a page of older images that comes too late leaves no gap behind newer ones', async () => {
  const api = new Api();
  for (let n = 0; n < 10; n++) api.add(`image-${n}`);
  const pageAt = (from: number) => {
    const images = api.images.slice(from, from + 2);
    return Response.json({ images, cursor: `behind ${images.at(-1)?.id}` });
  };
  api.meanwhile = async (path) => (path === 'images' ? pageAt(0) : undefined);
  const page = await openPage(api);
  await page.wait(1);
  expect(page.shown()).toEqual(['image-9', 'image-8']);

  let comes = () => {};
  const older = new Promise<void>((resolve) => {
    comes = resolve;
  });
  api.meanwhile = async (path) => {
    if (path !== 'images') return undefined;
    const answer = pageAt(2);
    await older;
    return answer;
  };
  const loaded = page.loadNextPage();
  await page.wait(1);
  for (let n = 10; n < 15; n++) api.add(`image-${n}`);
  api.meanwhile = async (path) => (path === 'images' ? pageAt(0) : undefined);
  page.refreshNow();
  await page.wait(10);
  expect(page.shown()).toEqual(['image-14', 'image-13']);
  comes();
  await loaded;
  expect(page.shown()).toEqual(['image-14', 'image-13']);
});

test('photos are shown though the totals cannot be had', async () => {
  const api = new Api();
  api.add('image-1');
  api.meanwhile = async (path) => (path === 'stats' ? new Response(null, { status: 500 }) : undefined);
  const page = await openPage(api);
  await page.wait(1000);
  expect(page.shown()).toEqual(['image-1']);
});

test('who looks for something while the first list is on its way sees what was found', async () => {
  const api = new Api();
  api.add('image-1');
  const waiting: (() => void)[] = [];
  api.meanwhile = async (path) => {
    if (path === 'images') await new Promise<void>((resolve) => waiting.push(resolve));
    return undefined;
  };
  const page = await openPage(api);
  await page.wait(100);
  api.meanwhile = async (path) =>
    path === 'images' ? Response.json({ images: [{ ...api.images[0], id: 'found' }] }) : undefined;
  page.lookFor('a');
  for (const goOn of waiting) goOn();
  await page.wait(minute);
  expect(page.shown()).toEqual(['found']);
});

test('a request that is never answered ends the wait for news, not the news', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const ended = new AbortController();
    setTimeout(() => ended.abort(new DOMException('signal timed out', 'TimeoutError')), milliseconds);
    return ended.signal;
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  const api = new Api();
  api.add('image-1');
  api.meanwhile = (_, signal) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  const page = await openPage(api);
  await page.wait(1000);
  api.meanwhile = async () => undefined;
  await page.wait(minute);
  expect(page.shown()).toEqual(['image-1']);
});

test('however often others ask for news, one look answers all who ask during another', async () => {
  const api = new Api();
  api.add('image-1');
  const page = await openPage(api);
  await page.wait(10);
  api.asked.length = 0;
  for (let n = 0; n < 200; n++) page.refreshNow();
  await page.wait(900);
  expect(api.asked.filter((path) => path === 'stats')).toHaveLength(2);
});

test('the page looks at once when the network is back', async () => {
  const api = new Api();
  api.add('image-1');
  const page = await openPage(api);
  await page.wait(10 * minute); // by now it asks once a minute
  api.asked.length = 0;
  page.events.dispatchEvent(new Event('online'));
  await page.wait(10);
  expect(api.asked).toContain('stats');
});
