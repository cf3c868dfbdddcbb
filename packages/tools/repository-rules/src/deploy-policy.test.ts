import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** "IAM and AWS STS quotas": characters of a managed policy, white space not counted. */
const managedPolicySize = 6144;

test.each(['deploy-policy.json', 'deploy-policy-kms.json'])(
  'the documented policy of deployers, %s, fits into one managed policy',
  async (file) => {
    const policy = await readFile(new URL(`../../../../docs/${file}`, import.meta.url), 'utf8');
    expect(policy.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(managedPolicySize);
  },
);
