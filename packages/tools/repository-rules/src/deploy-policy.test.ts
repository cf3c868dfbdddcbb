import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** "IAM and AWS STS quotas": characters of a managed policy, white space not counted. */
const managedPolicySize = 6144;

test('the documented policy of deployers fits into one managed policy', async () => {
  const policy = await readFile(new URL('../../../../docs/deploy-policy.json', import.meta.url), 'utf8');
  expect(policy.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(managedPolicySize);
});
