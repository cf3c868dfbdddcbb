import type { Invocation } from '../invocation.ts';

/**
 * The values that identify a caller, as `method.request.header.Authorization, method.request.querystring.token`
 * names them; also `stageVariables.<name>` and `context.<name>`. `undefined` for what the request lacks.
 */
export function identityValues(
  sources: string | undefined,
  { request, stage }: Invocation,
  context: Readonly<Record<string, unknown>>,
): (string | undefined)[] {
  return (sources ?? '')
    .split(',')
    .map((source) => source.trim())
    .filter(Boolean)
    .map((source) => {
      const [, place = '', name = ''] =
        /^(method\.request\.header|method\.request\.querystring|stageVariables|context)\.(.+)$/.exec(
          source,
        ) ?? [];
      if (place === 'method.request.header') return [request.headers[name.toLowerCase()]].flat()[0];
      if (place === 'method.request.querystring') return request.query.get(name) ?? undefined;
      if (place === 'stageVariables') return stage.variables?.[name];
      return valueAt(context, name.split('.'));
    });
}

function valueAt(context: unknown, path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>(
    (node, name) => (node as Record<string, unknown> | undefined)?.[name],
    context,
  );
  return value === undefined || value === null ? undefined : String(value);
}
