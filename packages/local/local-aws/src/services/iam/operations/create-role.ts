import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { listOf } from '../../../protocol/query-input.ts';
import { arnOf, checkDocument, entityExists, operation, uniqueId } from '../iam-state.ts';
import { principalResource } from '../principals.ts';
import { roleDocument } from '../role.ts';

export const createRole = operation({
  name: 'CreateRole',
  input: z.strictObject({
    RoleName: z.string().regex(/^[\w+=,.@-]{1,64}$/),
    Path: z.string().default('/'),
    AssumeRolePolicyDocument: z.string(),
    Description: z.string().default(''),
    MaxSessionDuration: z.coerce.number().int().min(3600).max(43_200).default(3600),
    PermissionsBoundary: notServed,
    Tags: listOf(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
  }),
  resource: (input, context) => principalResource('Role', input, context),
  async run(input, { cloud, state }) {
    const name = input.RoleName;
    if (await state.roles.get(name)) throw entityExists(`Role with name ${name} already exists.`);
    const role = {
      name,
      path: input.Path,
      id: uniqueId('AROA'),
      arn: arnOf(cloud, 'role', input.Path, name),
      createdAt: cloud.now().toISOString(),
      tags: input.Tags,
      inline: {},
      attached: [],
      trustPolicy: checkDocument(input.AssumeRolePolicyDocument),
      description: input.Description,
      maxSessionDuration: input.MaxSessionDuration,
    };
    await state.roles.put(name, role);
    return { Role: roleDocument(role, { withTags: true }) };
  },
});
