/** The variables that say where LocalStack listens, from LocalStack's documentation and the AWS SDKs. */
export interface EndpointVariables {
  readonly AWS_ENDPOINT_URL?: string | undefined;
  /** `host` or `host:port`. */
  readonly LOCALSTACK_HOST?: string | undefined;
  readonly EDGE_PORT?: string | undefined;
  /** `1` or `true` for https. */
  readonly USE_SSL?: string | undefined;
}

/** `AWS_ENDPOINT_URL`, or else a URL made from the other variables, or `http://localhost:4566`. No trailing slash. */
export function endpointFrom(variables: EndpointVariables): string {
  if (variables.AWS_ENDPOINT_URL) return variables.AWS_ENDPOINT_URL.replace(/\/+$/, '');
  const scheme = ['1', 'true'].includes(variables.USE_SSL?.toLowerCase() ?? '') ? 'https' : 'http';
  const host = variables.LOCALSTACK_HOST || 'localhost';
  const hasPort = /:\d+$/.test(host);
  return `${scheme}://${hasPort ? host : `${host}:${variables.EDGE_PORT || '4566'}`}`;
}
