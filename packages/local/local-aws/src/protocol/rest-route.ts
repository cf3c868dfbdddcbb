import type { AwsRequest } from './message.ts';
import type { AnyOperation } from './operation.ts';

/** `GET /2015-03-31/functions/{FunctionName}`: an operation and where it lives. */
export interface Route<State> {
  readonly method: string;
  /** Path template; `{Name}` takes one segment, `{Name+}` the rest. */
  readonly path: string;
  /** Parameters of the query that tell it from others at its address, e.g. `{ WithTags: '' }`; put it before them. */
  readonly query?: Readonly<Record<string, string>>;
  readonly status?: number;
  /** Members of the input that stand in headers, by the headers' names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly operation: AnyOperation<State>;
}

/** Finds the route of a request by its method and path, with the members that stand in the path. */
export function routeFinder<R extends Pick<Route<never>, 'method' | 'path' | 'query'>>(
  definitions: readonly R[],
): (
  request: Pick<AwsRequest, 'method' | 'path' | 'query'>,
) => { readonly route: R; readonly labels: Record<string, string> } | undefined {
  const routes = definitions.map((route) => ({ route, pattern: compile(route.path) }));
  return (request) => {
    for (const { route, pattern } of routes) {
      const match = route.method === request.method ? pattern.exec(request.path) : null;
      const parameters = Object.entries(route.query ?? {});
      if (match && parameters.every(([name, value]) => request.query.get(name) === value))
        return { route, labels: decodeAll(match.groups ?? {}) };
    }
    return undefined;
  };
}

function compile(template: string): RegExp {
  const source = template.replace(
    /\{(\w+)(\+?)\}/g,
    (_, name, greedy) => `(?<${name}>${greedy ? '.+' : '[^/]+'})`,
  );
  return new RegExp(`^${source}/?$`);
}

function decodeAll(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}

/** The members that stand in headers, by the headers' names. */
export function headerMembers({ headers }: AwsRequest, names: Readonly<Record<string, string>>) {
  const members = Object.entries(names).map(([member, name]) => [member, headers[name]] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** The members that stand in the query, without what a presigned URL adds. A repeated one is an array. */
export function queryMembers(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())]
      .filter((name) => !/^X-Amz-/i.test(name))
      .map((name) => {
        const values = query.getAll(name);
        return [name, values.length === 1 ? (values[0] as string) : values];
      }),
  );
}
