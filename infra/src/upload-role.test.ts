import { expect, test } from 'vitest';
import { z } from 'zod';
import { synthesizeWith } from './testing/synthesize-with.ts';

const uploaders = [{ name: 'scanner', prefix: 'scans/', vpcEndpointId: 'vpce-0a1b2c3d' }];
const toldSchema = z.array(z.looseObject({ name: z.string(), endpoint_policy: z.string() }));

test('instances that upload get a profile, and a policy for the endpoint of their VPC; requests past it are refused', async () => {
  const { resource, output } = await synthesizeWith({ uploaders });
  const [profile] = Object.values(resource.aws_iam_instance_profile ?? {});
  expect(profile?.name).toMatch(/^\$\{aws_iam_role\.upload-scanner_role_/);
  const [told] = toldSchema.parse(JSON.parse(String(output.uploaders?.value)));
  expect(told).toMatchObject({ name: 'scanner', instance_profile: expect.stringContaining('profile') });
  expect(JSON.parse(told?.endpoint_policy ?? '').Statement).toMatchObject([
    { Effect: 'Allow', Resource: expect.stringMatching(/\/scans\/\*$/) },
  ]);
  const policies = Object.values(resource.aws_s3_bucket_policy ?? {}).map(({ policy }) => String(policy));
  expect(policies.filter((policy) => policy.includes('vpce-0a1b2c3d'))).toHaveLength(1);
});

test('the embedded cloud has no instances, and by default nobody uploads from one', async () => {
  const embedded = await synthesizeWith({ uploaders }, { target: 'embedded' });
  expect(embedded.resource.aws_iam_instance_profile).toBeUndefined();
  expect((await synthesizeWith()).output).not.toHaveProperty('uploaders');
});
