import type { Cloud } from '../../../cloud/cloud.ts';
import { arnOf } from '../arn.ts';

/** Its pairs are in a collection of their own. It has a version as a resource, and another of its pairs. */
export interface KeyValueStore {
  readonly id: string;
  readonly name: string;
  /** Answers leave it out where none was given, as Terraform's provider expects in its acceptance test. */
  readonly comment?: string;
  readonly etag: string;
  readonly dataEtag: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly modifiedAt: string;
  /** When its pairs changed last. */
  readonly changedAt: string;
  readonly itemCount: number;
  /** Bytes of keys and values. */
  readonly totalSize: number;
}

export function storeArn(cloud: Cloud, { id }: Pick<KeyValueStore, 'id'>): string {
  return arnOf(cloud, `key-value-store/${id}`);
}

export function storeDocument(
  cloud: Cloud,
  store: KeyValueStore,
  Status: 'PROVISIONING' | 'READY' = 'READY',
): object {
  const { id, name, comment, modifiedAt } = store;
  return {
    Name: name,
    Id: id,
    ...(comment === undefined ? {} : { Comment: comment }),
    ARN: storeArn(cloud, store),
    Status,
    LastModifiedTime: modifiedAt,
  };
}
