import { AwsError } from '../../../protocol/aws-error.ts';

/** A parsed metric math expression. Source: CloudWatch user guide, "Using math expressions with CloudWatch metrics". */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[] }
  | { readonly kind: 'minus'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** From those that bind least. */
const operators: readonly (readonly string[])[] = [
  ['||', 'OR'],
  ['&&', 'AND'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
];
const token =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|([A-Za-z]\w*)|("[^"]*"|'[^']*')|(\|\||&&|[=!<>]=|[-<>+*/()[\],]))/y;

/** Throws ValidationError. */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let position = 0;
  const peek = () => tokens[position];
  const wrong = () => invalidExpression(text);

  function take(expected: string): void {
    if (tokens[position] !== expected) throw wrong();
    position++;
  }

  function binary(level: number): Expression {
    const own = operators[level];
    if (!own) return unary();
    let left = binary(level + 1);
    for (let operator = peek(); operator !== undefined && own.includes(operator); operator = peek()) {
      position++;
      left = { kind: 'binary', operator, left, right: binary(level + 1) };
    }
    return left;
  }

  function unary(): Expression {
    if (peek() !== '-') return primary();
    position++;
    return { kind: 'minus', of: unary() };
  }

  function primary(): Expression {
    const next = tokens[position++] ?? '';
    if (next === '(') {
      const inner = binary(0);
      take(')');
      return inner;
    }
    if (next === '[') return { kind: 'list', items: itemsUntil(']') };
    if (/^\d/.test(next)) return { kind: 'number', value: Number(next) };
    if (!/^[A-Za-z"']/.test(next)) throw wrong();
    if (peek() !== '(') return { kind: 'word', word: next };
    position++;
    return { kind: 'call', name: next.toUpperCase(), parameters: itemsUntil(')') };
  }

  function itemsUntil(end: string): Expression[] {
    const items: Expression[] = [];
    while (peek() !== end) {
      if (items.length > 0) take(',');
      items.push(binary(0));
    }
    position++;
    return items;
  }

  const expression = binary(0);
  if (position < tokens.length) throw wrong();
  return expression;
}

export function invalidExpression(text: string): AwsError {
  return new AwsError('ValidationError', `Error in expression '${text}': The expression is not valid.`);
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const found = token.exec(text);
    if (!found) throw invalidExpression(text);
    tokens.push(found[0].trim());
  }
  return tokens;
}
