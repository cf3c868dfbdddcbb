import { expect, test } from 'vitest';
import { explain } from './explain.ts';

// Lines as Terraform 1.11 with provider 5.100.0 prints them.
test.each([
  ['Error: creating S3 Bucket (darkroom-dev-originals-000000000000): BucketAlreadyExists', 'another `name`'],
  [
    'Error: creating IAM Role (darkroom-dev-images-api): EntityAlreadyExists: Role with name darkroom-dev-images-api already exists.',
    'deployed from another state',
  ],
  [
    'Error: deleting S3 Bucket (photos): api error BucketNotEmpty: The bucket you tried to delete is not empty',
    'darkroom empty',
  ],
  [
    'Error: deleting AWS DynamoDB Table (darkroom-dev-images): operation error DynamoDB: DeleteTable, https response error StatusCode: 400, RequestID: 1, api error ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    '--no-deletion-protection-enabled',
  ],
  ['api error ExpiredToken: The security token included in the request is expired', 'aws sso login'],
  ['Error: Error acquiring the state lock', 'force-unlock'],
  ['api error AccessDenied: User: … is not authorized to perform: iam:CreateRole', 'deploy-policy.json'],
  ['CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated', 'delivery.domain'],
  ['dial tcp: lookup sts.mars-north-1.amazonaws.com: no such host', '`region`'],
  ['Error: Failed to query available provider packages', 'mirror'],
  ['Error: Failed to install provider', 'mirror'],
])('%s', (line, advice) => {
  expect(explain(`╷\n│ ${line}\n╵`).join('\n')).toContain(advice);
});

test('without a network there is one piece of advice, and none about the region', () => {
  const output = `│ Error: Failed to query available provider packages
│ could not connect to registry.terraform.io: failed to request discovery
│ document: Get "https://registry.terraform.io/.well-known/terraform.json":
│ dial tcp: lookup registry.terraform.io on 10.0.0.2:53: no such host`;
  expect(explain(output)).toEqual([expect.stringContaining('mirror')]);
});

test('an account that AWS has not verified yet is told so, and not that a permission is missing', () => {
  const output = `│ Error: creating CloudFront Distribution: operation error CloudFront: CreateDistributionWithTags, https response error
│ StatusCode: 403, RequestID: 1, AccessDenied: Your account must be verified before you can add new
│ CloudFront resources. To verify your account, please contact AWS Support`;
  expect(explain(output)).toEqual([expect.stringContaining('cloudFront: false')]);
});

test('a run that failed for another reason gets no wrong advice', () => {
  expect(explain('Error: Unsupported argument')).toEqual([]);
});
