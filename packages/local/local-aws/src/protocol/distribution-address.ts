/** Which CloudFront distribution a request is for. */
export interface DistributionAddress {
  /** In lower case: host names have no other. */
  readonly id: string;
  /** As sent, percent-encoded; begins with `/`. */
  readonly path: string;
  /** Whether the distribution has a host, and so an origin, of its own. */
  readonly ownHost: boolean;
}

/** LocalStack's form of a distribution's domain name, and the one that browsers resolve by themselves. */
const host = /^([a-z0-9-]+)\.cloudfront\.localhost(?:\.localstack\.cloud)?(?::\d+)?$/i;

/** The form that needs no DNS: `/_aws/cloudfront/<id>/…`. */
const local = /^\/_aws\/cloudfront\/([^/]+)(\/.*)?$/;

export function distributionAddress(request: {
  readonly host: string;
  readonly path: string;
}): DistributionAddress | undefined {
  const byHost = host.exec(request.host)?.[1];
  if (byHost !== undefined) return { id: byHost.toLowerCase(), path: request.path, ownHost: true };
  const [, id, path = '/'] = local.exec(request.path) ?? [];
  return id === undefined ? undefined : { id: id.toLowerCase(), path, ownHost: false };
}
