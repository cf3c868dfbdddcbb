import { z } from 'zod';
import { encodeDocument, operation } from '../iam-state.ts';
import { findPolicy } from '../policy.ts';

export const getPolicyVersion = operation({
  name: 'GetPolicyVersion',
  input: z.object({ PolicyArn: z.string(), VersionId: z.literal('v1') }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, VersionId }, { state }) {
    const { document, createdAt } = await findPolicy(state, PolicyArn);
    return {
      PolicyVersion: {
        Document: encodeDocument(document),
        VersionId,
        IsDefaultVersion: true,
        CreateDate: createdAt,
      },
    };
  },
});
