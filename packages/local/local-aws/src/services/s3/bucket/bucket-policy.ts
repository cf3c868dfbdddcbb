import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { accessDenied } from '../errors.ts';
import type { S3Operation } from '../operation.ts';
import { bucketArn } from '../storage/buckets.ts';
import { requireBucket } from '../storage/store.ts';
import { readDocument } from '../wire/read-document.ts';
import { noContent, xmlResponse } from '../wire/responses.ts';
import { parseXml } from '../wire/xml.ts';
import { configure } from './sub-resource-operations.ts';

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), oneOrMany)]).optional(),
  NotPrincipal: z.unknown().optional(),
  Resource: oneOrMany.optional(),
  Condition: z.looseObject({}).optional(),
});
const policy = z.looseObject({
  Statement: z.union([z.array(statement), statement.transform((one) => [one])]),
});
type Policy = z.infer<typeof policy>;

const noSuchPolicy = (bucket: string) =>
  new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, {
    fields: { BucketName: bucket },
  });

export const getBucketPolicy: S3Operation = {
  name: 'GetBucketPolicy',
  async run({ store, bucket }) {
    const stored = (await requireBucket(store, bucket)).configuration.policy;
    if (!stored) throw noSuchPolicy(bucket);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: stored.document };
  },
};

export const putBucketPolicy: S3Operation = {
  name: 'PutBucketPolicy',
  async run(call) {
    const document = await readDocument(call);
    const parsed = parsePolicy(document, call.bucket);
    const { configuration } = await requireBucket(call.store, call.bucket);
    const block = configuration.publicAccessBlock;
    if (block && isPublic(parsed) && blocksPublicPolicy(block.document)) {
      throw accessDenied(
        `User: ${call.request.caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(call.bucket)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      );
    }
    await configure(call, 'policy', { document });
    return noContent();
  },
};

export const deleteBucketPolicy: S3Operation = {
  name: 'DeleteBucketPolicy',
  async run(call) {
    await configure(call, 'policy', undefined);
    return noContent();
  },
};

export const getBucketPolicyStatus: S3Operation = {
  name: 'GetBucketPolicyStatus',
  async run({ store, bucket }) {
    const stored = (await requireBucket(store, bucket)).configuration.policy;
    if (!stored) throw noSuchPolicy(bucket);
    return xmlResponse('PolicyStatus', { IsPublic: isPublic(parsePolicy(stored.document, bucket)) });
  },
};

function parsePolicy(document: string, bucket: string): Policy {
  const malformed = (message: string) => new AwsError('MalformedPolicy', message);
  let json: unknown;
  try {
    json = JSON.parse(document);
  } catch {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  const parsed = policy.safeParse(json);
  if (!parsed.success) {
    throw malformed(`Missing or invalid field ${parsed.error.issues[0]?.path.join('.') || 'Statement'}`);
  }
  for (const { Principal, NotPrincipal, Resource } of parsed.data.Statement) {
    if (Principal === undefined && NotPrincipal === undefined)
      throw malformed('Missing required field Principal');
    const arn = bucketArn(bucket);
    if (Resource?.some((resource) => resource !== arn && !resource.startsWith(`${arn}/`))) {
      throw malformed('Policy has invalid resource');
    }
  }
  return parsed.data;
}

/** Allows everybody without a condition; AWS also weighs which conditions narrow it enough. */
function isPublic({ Statement }: Policy): boolean {
  return Statement.some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' &&
      Condition === undefined &&
      (Principal === '*' || (Principal !== undefined && Object.values(Principal).flat().includes('*'))),
  );
}

function blocksPublicPolicy(document: string): boolean {
  const block = z.object({ BlockPublicPolicy: z.string().optional() });
  return parseXml(document, 'PublicAccessBlockConfiguration', block).BlockPublicPolicy === 'true';
}
