import type { KeySchema } from '../tables/table.ts';

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** A table's stream of changes: one shard. It stays readable for 24 hours after it was disabled. */
export interface Stream {
  readonly arn: string;
  /** When the stream was enabled, as AWS writes it; part of the ARN. */
  readonly label: string;
  readonly shardId: string;
  readonly tableName: string;
  readonly keySchema: KeySchema;
  readonly viewType: StreamViewType;
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly startingSequenceNumber: string;
  /** The newest record that was deleted because of its age. */
  readonly forgottenThrough?: string;
  readonly disabled?: { readonly at: number; readonly endingSequenceNumber: string };
}
