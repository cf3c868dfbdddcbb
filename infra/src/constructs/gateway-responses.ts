/** What API Gateway itself answers instead of the function. */
export interface GatewayResponse {
  readonly responseType: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/**
 * A page of another origin may read why API Gateway refused; such an answer tells nothing of images. API Gateway has
 * one fixed value for the header, so that of several origins none can be named.
 */
export function gatewayResponses(allowedOrigins: readonly string[]): GatewayResponse[] {
  const [only, ...others] = allowedOrigins.includes('*') ? ['*'] : allowedOrigins;
  if (only === undefined || others.length > 0) return [];
  return ['DEFAULT_4XX', 'DEFAULT_5XX'].map((responseType) => ({
    responseType,
    responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': `'${only}'` },
    // API Gateway's default, said here because it reads back as part of the response.
    responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
  }));
}
