/**
 * Whether a behavior is for a path: `*` is any text, `?` one character, and a slash in front may be left out. Case
 * counts. Source: developer guide, "Path pattern".
 */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const source = (pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`)
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  return (path) => expression.test(path);
}
