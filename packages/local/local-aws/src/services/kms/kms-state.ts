import type { Cloud } from '../../cloud/cloud.ts';
import { operationsOf } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Key } from './key.ts';

export interface Alias {
  /** `alias/…` */
  readonly name: string;
  /** The key's id. */
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface KmsState {
  /** By id. */
  readonly keys: Collection<Key>;
  /** By name. */
  readonly aliases: Collection<Alias>;
}

/** A key's policy says whether the policies of identities count for it. */
export const operation = operationsOf<KmsState>({
  policyLeads: true,
  resourcePolicy: async (arn, { keys }) => (await keys.get(arn.split(':key/')[1] ?? ''))?.policy,
});

export function openKms({ storage }: Cloud): KmsState {
  return { keys: storage.collection('kms/keys'), aliases: storage.collection('kms/aliases') };
}
