import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { checkDocument, operation } from '../iam-state.ts';
import { findOwnPolicy, policyArn, versionDocument } from '../policy.ts';

const maximumVersions = 5; // IAM quotas, "Managed policy versions"

export const createPolicyVersion = operation({
  name: 'CreatePolicyVersion',
  input: z.strictObject({
    PolicyArn: policyArn,
    PolicyDocument: z.string(),
    SetAsDefault: z.stringbool().default(false),
  }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, PolicyDocument, SetAsDefault }, { cloud, state }) {
    const policy = await findOwnPolicy(state, PolicyArn);
    if (policy.versions.length >= maximumVersions) {
      throw new AwsError(
        'LimitExceeded',
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
        409,
      );
    }
    const version = {
      id: `v${policy.versionsMade + 1}`,
      document: checkDocument(PolicyDocument),
      createdAt: cloud.now().toISOString(),
    };
    const changed = {
      ...policy,
      versions: [...policy.versions, version],
      versionsMade: policy.versionsMade + 1,
      defaultVersionId: SetAsDefault ? version.id : policy.defaultVersionId,
    };
    await state.policies.put(PolicyArn, changed);
    return { PolicyVersion: versionDocument(changed, version, { withDocument: false }) };
  },
});
