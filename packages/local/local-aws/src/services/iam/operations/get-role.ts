import { z } from 'zod';
import { findRole } from '../find-role.ts';
import { operation } from '../iam-state.ts';
import { principalResource } from '../principals.ts';
import { roleDocument } from '../role.ts';

export const getRole = operation({
  name: 'GetRole',
  input: z.strictObject({ RoleName: z.string() }),
  resource: (input, context) => principalResource('Role', input, context),
  async run({ RoleName }, { state }) {
    return { Role: roleDocument(await findRole(state, RoleName), { withTags: true }) };
  },
});
