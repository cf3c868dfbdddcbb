/** The API, its stage, and the path below it. */
export interface Address {
  readonly apiId: string;
  readonly stage: string;
  /** As sent: percent-encoded, begins with `/`. */
  readonly sentPath: string;
  /** The same without additional leading slashes, as resources, permissions and functions see it. */
  readonly path: string;
}

/**
 * `/_aws/execute-api/<id>/<stage>/…` and `/restapis/<id>/<stage>/_user_request_/…` are LocalStack's forms, a host
 * `<id>.execute-api.…` with `/<stage>/…` is AWS's.
 */
export function parseAddress(host: string, path: string): Address | undefined {
  const local = /^\/_aws\/execute-api\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path);
  const legacy = /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(\/.*)?$/.exec(path);
  const match = local ?? legacy;
  if (match?.[1] && match[2]) return { apiId: match[1], stage: match[2], ...pathsOf(match[3]) };
  const apiId = /^([^.]+)\.execute-api\./.exec(host)?.[1];
  const [, stage, rest] = /^\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  return apiId && stage ? { apiId, stage, ...pathsOf(rest) } : undefined;
}

function pathsOf(sentPath = '/') {
  return { sentPath, path: sentPath.replace(/^\/+/, '/') };
}
