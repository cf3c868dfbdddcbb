/** Whom the API takes `start` for. */
export interface Caller {
  /** What a request to the API must carry. */
  headers(method: string, url: URL, body?: string): Promise<Record<string, string>>;
  /** What a person enters in the gallery, by the label of its field. Empty where the API is open. */
  readonly signIn: Readonly<Record<string, string>>;
  /** Images have owners: the caller sees only what it announced through the API itself. */
  readonly owners: boolean;
}
