import type { Cloud } from '../../cloud/cloud.ts';

export interface Key {
  readonly id: string;
  readonly description: string;
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** While it is pending deletion. */
  readonly deletionAt?: number;
  /** As JSON text. */
  readonly policy: string;
  /** Days between two rotations; absent if the key is not rotated. */
  readonly rotationDays?: number;
  readonly tags: Readonly<Record<string, string>>;
}

export function keyArn({ region, accountId }: Cloud, id: string): string {
  return `arn:aws:kms:${region}:${accountId}:key/${id}`;
}

/** As DescribeKey and CreateKey answer it. */
export function keyMetadata(cloud: Cloud, key: Key) {
  return {
    AWSAccountId: cloud.accountId,
    KeyId: key.id,
    Arn: keyArn(cloud, key.id),
    CreationDate: key.createdAt / 1000,
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.state,
    ...(key.deletionAt === undefined ? {} : { DeletionDate: key.deletionAt / 1000 }),
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}
