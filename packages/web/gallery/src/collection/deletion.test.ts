import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { endPage, stubPage } from '../testing/stub-page.ts';

/** A page's storage; it outlives the page. */
const storage = new Map<string, string>();
const requests: string[] = [];
let answer: (id: string) => Promise<Response>;

const deleted = async () => new Response(null, { status: 202 });
const never = () => new Promise<Response>(() => {});

beforeEach(() => {
  storage.clear();
  requests.length = 0;
  answer = deleted;
});

/** Opens the page; with its own modules, as every page has them. */
async function openPage() {
  const events = stubPage((path, { method }) => {
    const id = path.split('/').at(-1) ?? '';
    requests.push(`${method} ${id}`);
    return answer(id);
  }, storage);
  onTestFinished(endPage);
  const { deleteSoon, startDeletions } = await import('./deletion.ts');
  const { hidden } = await import('./collection.ts');
  const { message } = await import('../message.ts');
  startDeletions();
  return {
    deleteSoon,
    isHidden: (id: string) => hidden.value.has(id),
    message: () => message.value,
    leave: () => events.dispatchEvent(new Event('pagehide')),
    wait: () => vi.advanceTimersByTimeAsync(7000),
  };
}

const ids = Array.from({ length: 30 }, (_, n) => `image-${n}`);
const asked = () => new Set(requests);
const all = new Set(ids.map((id) => `DELETE ${id}`));

test('who leaves the page at once has deleted every image, not only the first few', async () => {
  answer = never; // whoever leaves hears no answer
  const page = await openPage();
  page.deleteSoon(ids);
  page.leave();
  await page.wait();
  expect(asked()).toEqual(all);
});

test('what a page that was left could not send, the next one sends', async () => {
  answer = never;
  const first = await openPage();
  first.deleteSoon(ids);
  await first.wait();
  answer = async () => Promise.reject(new TypeError('the page is gone'));
  first.leave();

  requests.length = 0;
  answer = deleted;
  const second = await openPage();
  expect(second.isHidden('image-29')).toBe(true);
  await second.wait();
  expect(asked()).toEqual(all);
  requests.length = 0;
  await (await openPage()).wait();
  expect(requests).toEqual([]);
});

test('an image that is gone already stays away; one that the API keeps is shown again, and no later page deletes it', async () => {
  answer = async (id) =>
    Response.json({ detail: `Problem with ${id}` }, { status: id === 'gone' ? 404 : 500 });
  const page = await openPage();
  page.deleteSoon(['gone', 'kept']);
  await page.wait();
  expect([page.isHidden('gone'), page.isHidden('kept')]).toEqual([true, false]);
  expect(page.message()).toBe('Problem with kept');
  requests.length = 0;
  await (await openPage()).wait();
  expect(requests).toEqual([]);
});
