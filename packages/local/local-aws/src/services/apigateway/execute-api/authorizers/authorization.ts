/** What an authorizer says of a caller whom it lets through. */
export interface Authorization {
  /** Goes to the function as `requestContext.authorizer`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** The caller's API key, where the API takes it from its authorizer. */
  readonly usageIdentifierKey?: string | undefined;
}
