const key = 'cancelled-uploads';

/** Notes at once that a file was cancelled: Uppy's own record of it may come too late for a reload. */
export function noteCancelled(id: string): void {
  sessionStorage.setItem(key, JSON.stringify([...cancelledBefore(), id]));
}

/** Forgets it, because somebody chose the file again. */
export function noteChosen(id: string): void {
  sessionStorage.setItem(key, JSON.stringify(cancelledBefore().filter((known) => known !== id)));
}

/** The files that were cancelled in this tab. */
export function cancelledBefore(): readonly string[] {
  const ids: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
  return Array.isArray(ids) ? ids.map(String) : [];
}
