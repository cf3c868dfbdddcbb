const key = 'unfinished-deletions';

/** What is to be deleted for good. A page that is closed sends only a few requests, so it is kept until it is done. */
export function unfinishedDeletions(): readonly string[] {
  const ids: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
  return Array.isArray(ids) ? ids.map(String) : [];
}

export function noteUnfinished(ids: readonly string[]): void {
  write([...new Set([...unfinishedDeletions(), ...ids])]);
}

/** Notes that an image is deleted, or stays. */
export function noteDone(id: string): void {
  write(unfinishedDeletions().filter((other) => other !== id));
}

function write(ids: readonly string[]): void {
  if (ids.length === 0) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(ids));
}
