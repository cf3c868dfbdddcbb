import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument, notImplemented } from '../errors.ts';
import { checkAcl } from '../object/access-control.ts';
import { newBucketTags } from '../object/tags.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import { type Bucket, bucketArn, type StoredConfiguration } from '../storage/buckets.ts';
import { readDocument } from '../wire/read-document.ts';
import { element, parseXml, repeated, writeXml } from '../wire/xml.ts';
import { checkBucketName } from './bucket-name.ts';
import { objectOwnership } from './documents/ownership-controls.ts';
import { tag } from './documents/tagging.ts';
import { newBucketRegion } from './region.ts';

const createConfiguration = element({
  LocationConstraint: z.string().optional(),
  Tags: element({ Tag: repeated(tag) }).optional(),
  // For directory buckets.
  Location: z.unknown().optional(),
  Bucket: z.unknown().optional(),
});

export const createBucket: S3Operation = {
  name: 'CreateBucket',
  action: null,
  async run(call) {
    const { cloud, store, bucket: name } = call;
    await cloud.access.authorize(call.request, { action: 's3:CreateBucket', resources: [bucketArn(name)] });
    checkAcl(call);
    const body = await readDocument(call);
    const asked = body === '' ? {} : parseXml(body, 'CreateBucketConfiguration', createConfiguration);
    if ('Location' in asked || 'Bucket' in asked) throw notImplemented('directory buckets');
    const region = newBucketRegion(asked.LocationConstraint, cloud.region);
    checkBucketName(name, namespaceOf(call, region));
    const tags = asked.Tags?.Tag ?? [];
    newBucketTags(tags.map(({ Key, Value }) => [Key, Value]));
    const bucket: Bucket = {
      name,
      region,
      createdAt: cloud.now().toISOString(),
      configuration: initialConfiguration(call, tags),
      ...(wantsObjectLock(call) ? { versioning: 'Enabled' } : {}),
    };
    await store.exclusive(name, async () => {
      const existing = await store.buckets.get(name);
      // In us-east-1, creating your own bucket again succeeds and changes nothing, for old clients.
      if (existing && (existing.region !== 'us-east-1' || tags.length > 0)) throw alreadyOwned(name);
      if (!existing) await store.buckets.put(bucket);
    });
    return { status: 200, headers: { location: `/${name}`, 'x-amz-bucket-arn': bucketArn(name) } };
  },
};

/** Names in the account's regional namespace end with account and region. */
function namespaceOf(call: S3Call, region: string): { suffix: string } | undefined {
  const namespace = header(call, 'x-amz-bucket-namespace') ?? 'global';
  if (namespace === 'global') return undefined;
  if (namespace === 'account-regional') return { suffix: `-${call.cloud.accountId}-${region}-an` };
  throw invalidArgument('Invalid x-amz-bucket-namespace header', 'x-amz-bucket-namespace', namespace);
}

/** A new bucket's settings, as on AWS: public access blocked, access control lists disabled. */
function initialConfiguration(
  call: S3Call,
  tags: readonly { Key: string; Value: string }[],
): Record<string, StoredConfiguration> {
  const blocks = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  const documents: Record<string, string> = {
    publicAccessBlock: writeXml(
      'PublicAccessBlockConfiguration',
      Object.fromEntries(blocks.map((block) => [block, true])),
    ),
    ownershipControls: writeXml('OwnershipControls', { Rule: { ObjectOwnership: ownershipOf(call) } }),
    ...(tags.length > 0 ? { tagging: writeXml('Tagging', { TagSet: { Tag: tags } }) } : {}),
    ...(wantsObjectLock(call)
      ? { 'object-lock': writeXml('ObjectLockConfiguration', { ObjectLockEnabled: 'Enabled' }) }
      : {}),
  };
  return Object.fromEntries(Object.entries(documents).map(([name, document]) => [name, { document }]));
}

function wantsObjectLock(call: S3Call): boolean {
  const name = 'x-amz-bucket-object-lock-enabled';
  const asked = header(call, name)?.toLowerCase() ?? 'false';
  if (asked !== 'true' && asked !== 'false') throw invalidArgument(`Invalid ${name} header: ${asked}`, name);
  return asked === 'true';
}

function ownershipOf(call: S3Call): string {
  const name = 'x-amz-object-ownership';
  const asked = header(call, name) ?? 'BucketOwnerEnforced';
  if (objectOwnership.some((known) => known === asked)) return asked;
  throw invalidArgument(`Invalid ${name} header: ${asked}`, name);
}

function alreadyOwned(bucket: string): AwsError {
  return new AwsError(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
    { fields: { BucketName: bucket } },
  );
}
