/** What API Gateway itself answers instead of the function. */
export interface GatewayResponse {
  readonly responseType: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** A page of another origin may read why API Gateway refused; such an answer tells nothing of images. */
export const gatewayResponses: readonly GatewayResponse[] = ['DEFAULT_4XX', 'DEFAULT_5XX'].map(
  (responseType) => ({
    responseType,
    responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
    // API Gateway's default, said here because it reads back as part of the response.
    responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
  }),
);
