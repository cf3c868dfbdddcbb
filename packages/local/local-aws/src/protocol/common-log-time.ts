const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time as events of HTTP requests tell it: `09/Apr/2026:12:34:56 +0000`. */
export function commonLogTime(date: Date): string {
  const [, time = ''] = date.toISOString().split('T');
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${time.slice(0, 8)} +0000`;
}
