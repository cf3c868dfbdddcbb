/** The caller that `start` is to the API. */
export interface Caller {
  /** The headers that a request to the API needs. */
  headers(method: string, url: URL, body?: string): Promise<Record<string, string>>;
  /** What a person enters in the gallery, by field label. Empty if the API is open. */
  readonly signIn: Readonly<Record<string, string>>;
  /** Whether images have owners: then the caller sees only those that it announced through the API. */
  readonly owners: boolean;
}
