import { z } from 'zod';
import { findRole } from '../find-role.ts';
import { checkDocument, operation } from '../iam-state.ts';
import { principalResource } from '../principals.ts';

export const updateAssumeRolePolicy = operation({
  name: 'UpdateAssumeRolePolicy',
  input: z.strictObject({ RoleName: z.string(), PolicyDocument: z.string() }),
  resource: (input, context) => principalResource('Role', input, context),
  async run({ RoleName, PolicyDocument }, { state }) {
    const role = await findRole(state, RoleName);
    await state.roles.put(role.name, { ...role, trustPolicy: checkDocument(PolicyDocument) });
  },
});
