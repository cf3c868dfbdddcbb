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

/**
 * A path as patterns are matched with it; the origin gets it as it was sent. Percent-encoded letters are themselves,
 * dot segments and doubled slashes are gone. Sources: RFC 3986, "Syntax-Based Normalization"; developer guide, "Path pattern".
 */
export function normalizedPath(path: string): string {
  if (!/%|\/\/|\/\./.test(path)) return path;
  const decoded = path.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : code.toUpperCase();
  });
  const kept: string[] = [];
  const segments = decoded.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..') kept.pop();
    else if (segment !== '.' && (segment !== '' || isLast)) kept.push(segment);
    if (isLast && /^\.\.?$/.test(segment)) kept.push('');
  }
  return `/${kept.join('/')}`;
}
