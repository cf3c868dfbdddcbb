import type { Cloud } from '../../cloud/cloud.ts';
import { operationsOf } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';
import { openValueCipher, type ValueCipher } from './value-cipher.ts';

export const parameterTypes = ['String', 'StringList', 'SecureString'] as const;
export const parameterTiers = ['Standard', 'Advanced', 'Intelligent-Tiering'] as const;

export interface ParameterVersion {
  readonly version: number;
  readonly type: (typeof parameterTypes)[number];
  /** For a SecureString, the ciphertext. */
  readonly value: string;
  readonly tier: 'Standard' | 'Advanced';
  readonly dataType: string;
  /** Only for a SecureString. */
  readonly keyId?: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly modifiedBy: string;
}

export interface Parameter {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly latest: ParameterVersion;
  /** Oldest first. */
  readonly older: readonly ParameterVersion[];
}

export interface SsmState {
  /** By name. */
  readonly parameters: Collection<Parameter>;
  readonly cipher: ValueCipher;
}

export const operation = operationsOf<SsmState>();

export async function openSsm({ storage }: Cloud): Promise<SsmState> {
  return {
    parameters: storage.collection('ssm/parameters'),
    cipher: await openValueCipher(await storage.folder('ssm')),
  };
}

/** `a` and `/a` have the same ARN, as on AWS. */
export function parameterArn({ region, accountId }: Cloud, name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`;
}
