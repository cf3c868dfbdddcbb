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

/** What answers call its parts. */
export function busDocument({ name, arn, description, policy, createdAt, modifiedAt }: EventBus) {
  return {
    Name: name,
    Arn: arn,
    Description: description,
    Policy: policy,
    CreationTime: createdAt / 1000,
    LastModifiedTime: modifiedAt / 1000,
  };
}
