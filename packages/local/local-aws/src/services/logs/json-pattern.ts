import { AwsError } from '../../protocol/aws-error.ts';
import { jsonOrUndefined } from '../../protocol/json-or-undefined.ts';

/** A condition on a JSON document. */
type Condition = (document: unknown) => boolean;

const token = /\s*(\$(?:\.[\w-]+|\[\d+\])+|"(?:[^"\\]|\\.)*"|&&|\|\||!=|<=|>=|[=<>(){}]|[^\s=<>(){}&|!"]+)/y;

/**
 * `{ ($.level = "ERROR") && ($.status >= 500 || $.reason NOT EXISTS) }`: `=`, `!=`, `<`, `<=`, `>`, `>=`, `IS TRUE`,
 * `IS FALSE`, `IS NULL`, `NOT EXISTS`, `*` in values, `&&` before `||`. Throws InvalidParameterException.
 */
export function compileJsonPattern(text: string): (message: string) => boolean {
  const tokens = tokensOf(text);
  let position = 0;
  const peek = () => tokens[position];
  const next = () => tokens[position++] ?? '';

  function take(expected: string): void {
    if (next() !== expected) throw invalid(text);
  }

  function either(): Condition {
    let left = both();
    while (peek() === '||') {
      position++;
      const [first, second] = [left, both()];
      left = (document) => first(document) || second(document);
    }
    return left;
  }

  function both(): Condition {
    let left = one();
    while (peek() === '&&') {
      position++;
      const [first, second] = [left, one()];
      left = (document) => first(document) && second(document);
    }
    return left;
  }

  function one(): Condition {
    if (peek() === '(') {
      position++;
      const inner = either();
      take(')');
      return inner;
    }
    const path = pathOf(next());
    const operator = next();
    if (!path) throw invalid(text);
    const is = (test: (value: unknown) => boolean): Condition => {
      return (document) => test(propertyAt(document, path));
    };
    if (operator === 'NOT') {
      take('EXISTS');
      return is((value) => value === undefined);
    }
    if (operator === 'IS') {
      const constant = constants.get(next());
      if (constant === undefined) throw invalid(text);
      return is((value) => value === constant);
    }
    const comparison = comparisons.get(operator);
    const wanted = next();
    if (!comparison || /^[=<>(){}&|!]|^$/.test(wanted)) throw invalid(text);
    const compared = wanted.startsWith('"') ? wanted.slice(1, -1).replace(/\\(.)/g, '$1') : wanted;
    return is((value) => value !== undefined && value !== null && comparison(value, compared));
  }

  take('{');
  const condition = either();
  take('}');
  if (position < tokens.length) throw invalid(text);
  return (message) => {
    const document = jsonOf(message);
    return document !== undefined && condition(document);
  };
}

/** The document that a message is; undefined if it is none. */
export function jsonOf(message: string): unknown {
  if (!/^\s*[{[]/.test(message)) return undefined;
  return jsonOrUndefined(message);
}

/** The parts of `$.request.headers[0].name`; undefined if that is not what it is. */
export function pathOf(selector: string): readonly string[] | undefined {
  if (!/^\$(\.[\w-]+|\[\d+\])+$/.test(selector)) return undefined;
  return [...selector.matchAll(/[\w-]+/g)].map(([part]) => part);
}

export function propertyAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    document,
  );
}

const constants: ReadonlyMap<string, true | false | null> = new Map([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
]);

const comparisons: ReadonlyMap<string, (value: unknown, wanted: string) => boolean> = new Map([
  ['=', isEqual],
  ['!=', (value, wanted) => !isEqual(value, wanted)],
  ['<', (value, wanted) => Number(value) < Number(wanted)],
  ['<=', (value, wanted) => Number(value) <= Number(wanted)],
  ['>', (value, wanted) => Number(value) > Number(wanted)],
  ['>=', (value, wanted) => Number(value) >= Number(wanted)],
]);

function isEqual(value: unknown, wanted: string): boolean {
  if (typeof value === 'number' && wanted.trim() !== '' && value === Number(wanted)) return true;
  return wanted.includes('*') ? wildcard(wanted).test(String(value)) : String(value) === wanted;
}

function wildcard(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const found = token.exec(text);
    if (!found) throw invalid(text);
    tokens.push(found[1] ?? '');
  }
  return tokens;
}

function invalid(text: string): AwsError {
  return new AwsError(
    'InvalidParameterException',
    `Invalid filter pattern, or one that local-aws does not know: ${text}`,
  );
}
