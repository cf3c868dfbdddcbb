export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly description?: string | undefined;
  /** JSON text. */
  readonly policy?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** The bus that every account has. */
export const defaultBus = 'default';
