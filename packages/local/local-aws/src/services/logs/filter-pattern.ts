import { AwsError } from '../../protocol/aws-error.ts';

/**
 * CloudWatch Logs' filter patterns, those without regular expressions (User Guide, "Filter pattern syntax"):
 * terms that must all occur, `"quoted terms"`, `-without`, `?any ?of ?these`, and `{ $.level = "ERROR" }` with
 * `=`, `!=`, `<`, `<=`, `>`, `>=` on one property. Throws InvalidParameterException for others.
 */
export function compilePattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (text === '') return () => true;
  return text.startsWith('{') ? jsonPattern(text) : termPattern(text);
}

function termPattern(text: string): (message: string) => boolean {
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign, quoted, bare]) => ({
    sign,
    term: quoted?.replace(/\\(.)/g, '$1') ?? plainTerm(bare),
  }));
  const all = terms.filter(({ sign }) => sign === '');
  const none = terms.filter(({ sign }) => sign === '-');
  const any = terms.filter(({ sign }) => sign === '?');
  return (message) =>
    all.every(({ term }) => message.includes(term)) &&
    !none.some(({ term }) => message.includes(term)) &&
    (any.length === 0 || any.some(({ term }) => message.includes(term)));
}

/** Throws InvalidParameterException for what has to stand in quotes: all but letters, digits and underscores. */
function plainTerm(term = ''): string {
  const [invalid] = /[^\p{L}\p{N}_]/u.exec(term) ?? [];
  if (invalid === undefined) return term;
  throw new AwsError('InvalidParameterException', `Invalid character(s) in term '${invalid}'`);
}

const comparison = /^\{\s*\$\.([\w.]+)\s*(=|!=|<=|>=|<|>)\s*(?:"([^"]*)"|([^\s"]+))\s*\}$/;

function jsonPattern(text: string): (message: string) => boolean {
  const [, path = '', operator = '', quoted, bare = ''] = comparison.exec(text) ?? [];
  if (!path) {
    throw new AwsError(
      'InvalidParameterException',
      `Invalid filter pattern, or one that local-aws does not know: ${text}`,
    );
  }
  const wanted = quoted ?? bare;
  return (message) => {
    const value = valueAt(message, path.split('.'));
    if (value === undefined || value === null) return false;
    const [left, right] = [Number(value), Number(wanted)];
    const text = String(value);
    const equal = wanted.includes('*') ? wildcard(wanted).test(text) : text === wanted;
    if (operator === '=') return equal;
    if (operator === '!=') return !equal;
    if (operator === '<') return left < right;
    if (operator === '<=') return left <= right;
    return operator === '>' ? left > right : left >= right;
  };
}

function wildcard(text: string): RegExp {
  return new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
}

function valueAt(message: string, path: readonly string[]): unknown {
  try {
    return path.reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      JSON.parse(message),
    );
  } catch {
    return undefined;
  }
}
