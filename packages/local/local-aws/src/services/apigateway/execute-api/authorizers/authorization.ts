/** An authorizer's result for a caller that it accepts. */
export interface Authorization {
  /** Passed to the function as `requestContext.authorizer`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** The caller's API key, if the API gets it from its authorizer. */
  readonly usageIdentifierKey?: string | undefined;
}
