import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { Bucket, startSharedS3 } from '../../testing/start-s3.ts';

const arn = `arn:aws:s3:::${Bucket}`;
const account = '000000000000';

let s3: S3Client;
beforeAll(async () => {
  const shared = await startSharedS3();
  s3 = shared.s3;
  const { endpoint, region } = shared.aws;
  const iam = new IAMClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await iam.send(new CreateUserCommand({ UserName: 'known' }));
  iam.destroy();
  await s3.send(new CreateBucketCommand({ Bucket }));
  return shared.close;
});

const put = (document: string) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: document }));

/** A policy of one statement that S3 takes, but for what is given. */
const policy = (statement: object, whole: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: account },
        Action: 's3:GetObject',
        Resource: `${arn}/*`,
        ...statement,
      },
    ],
    ...whole,
  });

const notJson = "Policies must be valid JSON and the first byte must be '{'";

test.each([
  ['', notJson],
  ['{', notJson],
  ['[]', notJson],
  ['{}', 'Missing required field Statement'],
  [policy({}, { Version: '2020-01-01' }), 'The policy must contain a valid version string'],
  [policy({}, { Comment: 'x' }), 'Unknown field Comment'],
  [policy({ Comment: 'x' }), 'Unknown field Comment'],
  [policy({ Effect: undefined }), 'Missing required field Effect'],
  [policy({ Principal: undefined }), 'Missing required field Principal'],
  [policy({ Action: undefined }), 'Missing required field Action'],
  [policy({ Resource: undefined }), 'Missing required field Resource'],
  [policy({ Principal: { AWS: 'arn:aws:iam::000000000000:user/nobody' } }), 'Invalid principal in policy'],
  [policy({ Principal: { AWS: 'nobody' } }), 'Invalid principal in policy'],
  [policy({ Principal: { AWS: 'arn:aws:iam::*:root' } }), 'Invalid principal in policy'],
  [policy({ Principal: { Person: account } }), 'Invalid principal in policy'],
  [policy({ Principal: { Service: 'lambda' } }), 'Invalid principal in policy'],
  [policy({ Principal: 'someone' }), 'Invalid principal in policy'],
  [
    policy({ Principal: undefined, NotPrincipal: { AWS: account } }),
    'Allow with NotPrincipal is not allowed.',
  ],
  [policy({ Action: 's3:GetObjects' }), 'Policy has invalid action'],
  [policy({ Action: 'sqs:SendMessage' }), 'Policy has invalid action'],
  [policy({ Resource: 'arn:aws:s3:::other/*' }), 'Policy has invalid resource'],
  [policy({ Resource: arn }), 'Action does not apply to any resource(s) in statement'],
  [policy({ Action: 's3:ListBucket' }), 'Action does not apply to any resource(s) in statement'],
  [policy({ Condition: { StringEqualz: { 'aws:SourceIp': 'x' } } }), 'Invalid Condition type : StringEqualz'],
  [policy({ Condition: { StringEquals: { 'sqs:Queue': 'x' } } }), 'Policy has an invalid condition key'],
])('%s is malformed', async (document, message) => {
  await expect(put(document)).rejects.toMatchObject({ name: 'MalformedPolicy', message });
});

test.each([
  policy({ Principal: { AWS: [account, 'arn:aws:iam::111122223333:root'] } }),
  policy({ Principal: { AWS: 'arn:aws:iam::000000000000:user/known' } }),
  policy({ Principal: { Service: 'cloudfront.amazonaws.com' } }),
  policy({ Principal: { CanonicalUser: 'a'.repeat(64) } }),
  policy({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: account } }),
  policy({ Action: ['s3:Get*', 's3:ListBucket'], Resource: [arn, `${arn}/*`] }),
  policy({ Action: '*', Resource: '*' }),
  policy({ Action: 's3:*', Resource: `${arn}*` }),
  policy({
    Condition: { 'ForAnyValue:StringLikeIfExists': { 's3:RequestObjectTag/stage': ['dev', 'test'] } },
  }),
  policy({}, { Id: 'mine', Version: '2008-10-17' }),
])('%s is kept as it is', async (document) => {
  await put(document);
  expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(document);
});

test('a policy has a size', async () => {
  const Sid = 's'.repeat(20 * 1024);
  await expect(put(policy({ Sid }))).rejects.toMatchObject({ name: 'MalformedPolicy' });
});
