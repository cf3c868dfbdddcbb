import { z } from 'zod';
import { findRole } from '../find-role.ts';
import { operation } from '../iam-state.ts';
import { principalResource } from '../principals.ts';
import { roleDocument } from '../role.ts';

export const updateRoleDescription = operation({
  name: 'UpdateRoleDescription',
  input: z.strictObject({ RoleName: z.string(), Description: z.string() }),
  resource: (input, context) => principalResource('Role', input, context),
  async run({ RoleName, Description }, { state }) {
    const role = { ...(await findRole(state, RoleName)), description: Description };
    await state.roles.put(RoleName, role);
    return { Role: roleDocument(role, { withTags: true }) };
  },
});
