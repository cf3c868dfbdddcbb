/** Which function URL a request is for. */
export interface FunctionUrlAddress {
  readonly id: string;
  /** As sent, percent-encoded; begins with `/`. */
  readonly path: string;
}

/** Hosts of function URLs, AWS's and LocalStack's: `<id>.lambda-url.<region>.…`. */
const host = /^([a-z0-9-]+)\.lambda-url\.[a-z0-9-]+\./i;

/** The form that needs no DNS: `/_aws/lambda-url/<id>/…`. */
const local = /^\/_aws\/lambda-url\/([^/]+)(\/.*)?$/;

export function functionUrlAddress(request: {
  readonly host: string;
  readonly path: string;
}): FunctionUrlAddress | undefined {
  const byHost = host.exec(request.host)?.[1];
  if (byHost !== undefined) return { id: byHost.toLowerCase(), path: request.path };
  const [, id, path = '/'] = local.exec(request.path) ?? [];
  return id === undefined ? undefined : { id: id.toLowerCase(), path };
}
