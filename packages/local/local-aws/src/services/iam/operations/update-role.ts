import { z } from 'zod';
import { findRole } from '../find-role.ts';
import { operation } from '../iam-state.ts';
import { principalResource } from '../principals.ts';

export const updateRole = operation({
  name: 'UpdateRole',
  input: z.strictObject({
    RoleName: z.string(),
    Description: z.string().optional(),
    MaxSessionDuration: z.coerce.number().int().min(3600).max(43_200).optional(),
  }),
  resource: (input, context) => principalResource('Role', input, context),
  async run(input, { state }) {
    const role = await findRole(state, input.RoleName);
    await state.roles.put(role.name, {
      ...role,
      description: input.Description ?? role.description,
      maxSessionDuration: input.MaxSessionDuration ?? role.maxSessionDuration,
    });
    return {};
  },
});
