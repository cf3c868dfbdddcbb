/** Responses of API Gateway itself, when it does not call the function. */
export interface GatewayResponse {
  readonly responseType: string;
  readonly statusCode?: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/**
 * Pages of other origins may read API Gateway's own refusals, which contain nothing about images. API Gateway supports one
 * fixed value for the header, so with several origins it can name none.
 */
export function gatewayResponses(allowedOrigins: readonly string[]): GatewayResponse[] {
  const [only, ...others] = allowedOrigins.includes('*') ? ['*'] : allowedOrigins;
  const isReadable = only !== undefined && others.length === 0;
  const readable = isReadable ? { 'gatewayresponse.header.Access-Control-Allow-Origin': `'${only}'` } : {};
  const refusals = isReadable ? ['DEFAULT_4XX', 'DEFAULT_5XX'] : [];
  // API Gateway's default. Stated here because it reads back as part of the response.
  const responseTemplates = { 'application/json': '{"message":$context.error.messageString}' };
  return [
    ...refusals.map((responseType) => ({ responseType, responseParameters: readable, responseTemplates })),
    {
      responseType: 'THROTTLED',
      statusCode: '429',
      responseParameters: { ...readable, 'gatewayresponse.header.Retry-After': "'1'" },
      responseTemplates,
    },
    // For a function that Lambda throttles, API Gateway answers 500; only this type can change that. API Gateway cannot
    // distinguish it from a function that fails, which has the same type.
    {
      responseType: 'INTEGRATION_FAILURE',
      statusCode: '503',
      responseParameters: { ...readable, 'gatewayresponse.header.Retry-After': "'2'" },
      responseTemplates: { 'application/json': '{"message":"The service is busy. Try again."}' },
    },
  ];
}
