import { AwsError } from '../../protocol/aws-error.ts';
import { compileJsonPattern } from './json-pattern.ts';

/**
 * CloudWatch Logs' filter patterns, those without regular expressions (User Guide, "Filter pattern syntax"):
 * terms that must all occur, `"quoted terms"`, `-without`, `?any ?of ?these`, and conditions on JSON,
 * `{ $.level = "ERROR" }`. Throws InvalidParameterException for others.
 */
export function compilePattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (text === '') return () => true;
  return text.startsWith('{') ? compileJsonPattern(text) : termPattern(text);
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
