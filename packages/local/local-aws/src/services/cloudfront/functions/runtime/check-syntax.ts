import { type AnyNode, parse } from 'acorn';
import { full } from 'acorn-walk';

/** Code that the runtime of CloudFront functions would not run. `message` says what and in which line. */
export class UnsupportedSyntaxError extends Error {
  readonly code = 'UnsupportedSyntax';
}

export const modules = ['buffer', 'cloudfront', 'crypto', 'querystring'] as const;

/**
 * Refuses what JavaScript runtime 2.0 does not list: all of ES 5.1, and of later versions const, let, async and await,
 * template literals, arrow functions, rest parameters, `**`, numeric separators, named groups and imports of its modules.
 * Source: CloudFront developer guide, "JavaScript runtime 2.0 features for CloudFront Functions".
 */
export function checkSyntax(code: string): void {
  const program = parsed(code);
  full(program, (node) => {
    const refused = refusalOf(node as AnyNode);
    if (refused !== undefined) throw refusal(refused, node.loc?.start.line);
  });
  checkAsyncFunctions(program);
  const handlers = program.body.flatMap((node) =>
    node.type === 'FunctionDeclaration'
      ? [node.id?.name]
      : node.type === 'VariableDeclaration'
        ? names(node)
        : [],
  );
  if (!handlers.includes('handler')) throw new UnsupportedSyntaxError('it has no function handler.');
}

export function parsed(code: string) {
  try {
    return parse(code, { ecmaVersion: 2021, sourceType: 'module', locations: true });
  } catch (error) {
    const { message } = error as SyntaxError;
    throw new UnsupportedSyntaxError(`SyntaxError: ${message}`);
  }
}

/** Kinds of nodes that are newer than ES 5.1 and not listed, as a reader would call them. */
const unlisted: Readonly<Record<string, string>> = {
  ArrayPattern: 'destructuring',
  AssignmentPattern: 'default values of parameters',
  ChainExpression: 'optional chaining',
  ClassDeclaration: 'classes',
  ClassExpression: 'classes',
  ExportAllDeclaration: 'exports',
  ExportDefaultDeclaration: 'exports',
  ExportNamedDeclaration: 'exports',
  ForOfStatement: 'for-of',
  ImportExpression: 'dynamic imports',
  ImportNamespaceSpecifier: 'namespace imports',
  ImportSpecifier: 'named imports',
  MetaProperty: 'meta properties',
  ObjectPattern: 'destructuring',
  SpreadElement: 'spread syntax',
  Super: 'super',
  TaggedTemplateExpression: 'tagged templates',
  YieldExpression: 'generators',
};

function refusalOf(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return node.generator ? 'generators' : undefined;
    case 'Property':
      if (node.shorthand) return 'shorthand properties';
      if (node.method) return 'shorthand methods';
      return node.computed ? 'computed names of properties' : undefined;
    case 'CatchClause':
      return node.param ? undefined : 'catch without a parameter';
    case 'LogicalExpression':
      return node.operator === '??' ? 'nullish coalescing' : undefined;
    case 'AssignmentExpression':
      return /^(\?\?|\|\||&&)=$/.test(node.operator) ? 'logical assignment' : undefined;
    case 'Literal':
      if (node.bigint) return 'BigInt';
      if (/^0[bo]/i.test(node.raw ?? '')) return 'binary and octal literals';
      return node.regex && /[^gimy]/.test(node.regex.flags)
        ? `the flags ${node.regex.flags} of regular expressions`
        : undefined;
    case 'ImportDeclaration':
      return modules.some((name) => name === node.source.value)
        ? undefined
        : `the module ${JSON.stringify(node.source.value)}`;
    default:
      return unlisted[node.type];
  }
}

/** "async arguments and closures are not supported": an async function is a declaration of the program. */
function checkAsyncFunctions(program: ReturnType<typeof parsed>): void {
  const top = new Set<unknown>(program.body);
  full(program, (node) => {
    if ('async' in node && node.async === true && !top.has(node))
      throw refusal('async functions within others or as values', node.loc?.start.line);
  });
}

function names(node: AnyNode): (string | undefined)[] {
  if (node.type !== 'VariableDeclaration') return [];
  return node.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : undefined));
}

function refusal(what: string, line: number | undefined): UnsupportedSyntaxError {
  return new UnsupportedSyntaxError(`JavaScript runtime 2.0 does not list ${what} (line ${line}).`);
}
