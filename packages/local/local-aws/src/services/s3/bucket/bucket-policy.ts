import { AwsError } from '../../../protocol/aws-error.ts';
import { accessDenied } from '../errors.ts';
import type { S3Operation } from '../operation.ts';
import { bucketArn } from '../storage/buckets.ts';
import { requireBucket } from '../storage/store.ts';
import { readDocument } from '../wire/read-document.ts';
import { noContent, xmlResponse } from '../wire/responses.ts';
import { checkPolicy } from './policy/check-policy.ts';
import { parsePolicy } from './policy/parse-policy.ts';
import { blocks, isPublic } from './public-access.ts';
import { configure } from './sub-resource-operations.ts';

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
    const parsed = parsePolicy(document);
    await checkPolicy(document, parsed, call.bucket, call.cloud);
    const bucket = await requireBucket(call.store, call.bucket);
    if (isPublic(parsed) && blocks('BlockPublicPolicy', bucket)) {
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
    return xmlResponse('PolicyStatus', { IsPublic: isPublic(parsePolicy(stored.document)) });
  },
};
