import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { checkAcl } from '../object/access-control.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import { type Bucket, bucketArn, type StoredConfiguration } from '../storage/buckets.ts';
import { readDocument } from '../wire/read-document.ts';
import { parseXml, repeated, writeXml } from '../wire/xml.ts';

const createConfiguration = z.object({
  LocationConstraint: z.string().optional(),
  Tags: z.object({ Tag: repeated(z.object({ Key: z.string(), Value: z.string() })) }).optional(),
});

export const createBucket: S3Operation = {
  name: 'CreateBucket',
  action: null,
  async run(call) {
    const { cloud, store, bucket: name } = call;
    await cloud.access.authorize(call.request, { action: 's3:CreateBucket', resources: [bucketArn(name)] });
    checkName(name);
    checkAcl(call);
    const body = await readDocument(call);
    const asked = body === '' ? {} : parseXml(body, 'CreateBucketConfiguration', createConfiguration);
    const bucket: Bucket = {
      name,
      region: asked.LocationConstraint === 'EU' ? 'eu-west-1' : (asked.LocationConstraint ?? cloud.region),
      createdAt: cloud.now().toISOString(),
      configuration: initialConfiguration(call, asked.Tags?.Tag ?? []),
      ...(wantsObjectLock(call) ? { versioning: 'Enabled' } : {}),
    };
    await store.exclusive(name, async () => {
      const existing = await store.buckets.get(name);
      if (existing && existing.region !== 'us-east-1') throw alreadyOwned(name);
      // In us-east-1 creating one's own bucket again succeeds and changes nothing, for old clients' sake.
      if (!existing) await store.buckets.put(bucket);
    });
    return { status: 200, headers: { location: `/${name}`, 'x-amz-bucket-arn': bucketArn(name) } };
  },
};

/** What a new bucket has on AWS: public access blocked, access control lists switched off. */
function initialConfiguration(
  call: S3Call,
  tags: readonly { Key: string; Value: string }[],
): Record<string, StoredConfiguration> {
  const blocks = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  const ownership = header(call, 'x-amz-object-ownership') ?? 'BucketOwnerEnforced';
  const documents: Record<string, string> = {
    publicAccessBlock: writeXml(
      'PublicAccessBlockConfiguration',
      Object.fromEntries(blocks.map((block) => [block, true])),
    ),
    ownershipControls: writeXml('OwnershipControls', { Rule: { ObjectOwnership: ownership } }),
    ...(tags.length > 0 ? { tagging: writeXml('Tagging', { TagSet: { Tag: tags } }) } : {}),
    ...(wantsObjectLock(call)
      ? { 'object-lock': writeXml('ObjectLockConfiguration', { ObjectLockEnabled: 'Enabled' }) }
      : {}),
  };
  return Object.fromEntries(Object.entries(documents).map(([name, document]) => [name, { document }]));
}

function wantsObjectLock(call: S3Call): boolean {
  return header(call, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
}

/** Source: S3 user guide, "General purpose bucket naming rules". */
function checkName(name: string): void {
  const valid =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-)/.test(name);
  if (valid) return;
  throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, {
    fields: { BucketName: name },
  });
}

function alreadyOwned(bucket: string): AwsError {
  return new AwsError(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
    { fields: { BucketName: bucket } },
  );
}
