import { AwsError } from '../../../protocol/aws-error.ts';
import { accessDenied } from '../errors.ts';
import type { S3Call } from '../operation.ts';
import { bucketArn, objectArn } from '../storage/buckets.ts';
import type { ObjectDescription, StoredObject } from '../storage/versions.ts';
import { bucketKeyHeader, keyIdHeader } from './encryption.ts';

/**
 * The description of an object that is to be written, with its key's ARN. Throws where there is no such key, or the caller
 * may not use it. Source: S3 User Guide, "Using server-side encryption with AWS KMS keys".
 */
export async function withKey(call: S3Call, description: ObjectDescription): Promise<ObjectDescription> {
  const arn = await authorizeKey(call, 'kms:GenerateDataKey', description.encryption);
  if (arn === undefined) return description;
  return { ...description, encryption: { ...description.encryption, [keyIdHeader]: arn } };
}

/** Throws where the key of an object that is read is gone, or the caller may not use it. */
export async function authorizeDecryption(call: S3Call, { encryption }: Pick<StoredObject, 'encryption'>) {
  await authorizeKey(call, 'kms:Decrypt', encryption);
}

async function authorizeKey(
  { cloud, request, signer, bucket, key: objectKey }: S3Call,
  action: string,
  encryption: ObjectDescription['encryption'],
): Promise<string | undefined> {
  const keyId = encryption[keyIdHeader];
  const key = keyId === undefined ? undefined : await cloud.ports.keys.usable(keyId);
  if (!key) return undefined;
  const arn = encryption[bucketKeyHeader] === 'true' ? bucketArn(bucket) : objectArn(bucket, objectKey);
  const access = {
    action,
    resources: [key.arn],
    context: {
      'kms:ViaService': `s3.${cloud.region}.amazonaws.com`,
      'kms:CallerAccount': cloud.accountId,
      'kms:EncryptionContext:aws:s3:arn': arn,
    },
    resourcePolicy: key.policy,
    policyLeads: true,
  };
  try {
    if (signer) await cloud.access.authorizeService(signer.service, signer.sourceArn, access);
    else await cloud.access.authorize(request, access);
  } catch (error) {
    throw error instanceof AwsError ? accessDenied(error.message) : error; // S3's code, with KMS's words
  }
  return key.arn;
}
