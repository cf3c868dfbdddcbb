import { vi } from 'vitest';

/** What modules of the page need of a browser. `storage` outlives the page; `answer` is the API. Returns the page's events. */
export function stubPage(
  answer: (path: string, init: RequestInit) => Promise<Response>,
  storage: Map<string, string> = new Map(),
): EventTarget {
  const settings = JSON.stringify({ auth: 'none', region: 'eu-west-1', maxBytes: 1, types: [] });
  const events = new EventTarget();
  const listening = {
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  const kept = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  };
  vi.resetModules(); // a page has its own
  vi.useFakeTimers();
  vi.stubGlobal('document', { documentElement: { dataset: { settings } }, hidden: false, ...listening });
  vi.stubGlobal('location', { href: 'https://api.example/v1/' });
  vi.stubGlobal('localStorage', kept);
  vi.stubGlobal('sessionStorage', { ...kept, getItem: () => null });
  for (const [name, value] of Object.entries(listening)) vi.stubGlobal(name, value);
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => answer(url.pathname.replace('/v1/', ''), init));
  return events;
}

export function endPage(): void {
  vi.useRealTimers();
  vi.unstubAllGlobals();
}
