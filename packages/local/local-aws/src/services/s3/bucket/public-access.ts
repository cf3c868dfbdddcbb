import type { Bucket } from '../storage/buckets.ts';
import { element, flag, parseXml } from '../wire/xml.ts';
import { type BucketPolicy, parsePolicy } from './policy/parse-policy.ts';

export const publicAccessBlockConfiguration = element({
  BlockPublicAcls: flag().default('false'),
  IgnorePublicAcls: flag().default('false'),
  BlockPublicPolicy: flag().default('false'),
  RestrictPublicBuckets: flag().default('false'),
});

/** Whether a bucket has this setting on; without access control lists, the other two settings have no effect. */
export function blocks(
  setting: 'BlockPublicPolicy' | 'RestrictPublicBuckets',
  { configuration: { publicAccessBlock: stored } }: Bucket,
): boolean {
  if (!stored) return false;
  const document = parseXml(
    stored.document,
    'PublicAccessBlockConfiguration',
    publicAccessBlockConfiguration,
  );
  return document[setting] === 'true';
}

/** Whether RestrictPublicBuckets withdraws what a public policy grants to strangers. */
export function isRestricted(bucket: Bucket): boolean {
  const { policy } = bucket.configuration;
  return (
    policy !== undefined && blocks('RestrictPublicBuckets', bucket) && isPublic(parsePolicy(policy.document))
  );
}

/** Allows everybody without a condition; AWS also considers which conditions narrow it enough. */
export function isPublic({ Statement }: BucketPolicy): boolean {
  return Statement.some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' &&
      Condition === undefined &&
      (Principal === '*' || (Principal !== undefined && Object.values(Principal).flat().includes('*'))),
  );
}
