/** Bytes as people read them: 3 KB, 1.5 MB. */
export function bytesText(count: number): string {
  if (count < 1024 * 1024) return `${Math.ceil(count / 1024)} KB`;
  return count < 1024 ** 3 ? `${(count / 1024 ** 2).toFixed(1)} MB` : `${(count / 1024 ** 3).toFixed(1)} GB`;
}

/** `1 photo`, `2 photos`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
