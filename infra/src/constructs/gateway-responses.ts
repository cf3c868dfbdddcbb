/** What API Gateway itself answers instead of the function. */
export interface GatewayResponse {
  readonly responseType: string;
  readonly statusCode?: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/**
 * A page of another origin may read why API Gateway refused; such an answer tells nothing of images. API Gateway has
 * one fixed value for the header, so that of several origins none can be named.
 */
export function gatewayResponses(allowedOrigins: readonly string[]): GatewayResponse[] {
  const [only, ...others] = allowedOrigins.includes('*') ? ['*'] : allowedOrigins;
  const isReadable = only !== undefined && others.length === 0;
  const readable = isReadable ? { 'gatewayresponse.header.Access-Control-Allow-Origin': `'${only}'` } : {};
  const refusals = isReadable ? ['DEFAULT_4XX', 'DEFAULT_5XX'] : [];
  return [
    ...refusals.map((responseType) => ({
      responseType,
      responseParameters: readable,
      // API Gateway's default, said here because it reads back as part of the response.
      responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    })),
    // Of a function that Lambda throttles API Gateway says 500, and that only this type can change. It cannot tell it
    // from a function that fails, which has the same type.
    {
      responseType: 'INTEGRATION_FAILURE',
      statusCode: '503',
      responseParameters: { ...readable, 'gatewayresponse.header.Retry-After': "'2'" },
      responseTemplates: { 'application/json': '{"message":"The service is busy. Try again."}' },
    },
  ];
}
