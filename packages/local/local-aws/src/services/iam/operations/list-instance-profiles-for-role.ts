import { z } from 'zod';
import { findRole } from '../find-role.ts';
import { operation } from '../iam-state.ts';
import { paging } from '../page.ts';
import { principalResource } from '../principals.ts';

/** There are none without EC2, but Terraform asks before it deletes a role. */
export const listInstanceProfilesForRole = operation({
  name: 'ListInstanceProfilesForRole',
  input: z.strictObject({ RoleName: z.string(), ...paging }),
  resource: (input, context) => principalResource('Role', input, context),
  async run({ RoleName }, { state }) {
    await findRole(state, RoleName);
    return { InstanceProfiles: {}, IsTruncated: false };
  },
});
