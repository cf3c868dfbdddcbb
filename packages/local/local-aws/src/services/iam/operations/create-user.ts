import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { listOf } from '../../../protocol/query-input.ts';
import { arnOf, entityExists, operation, uniqueId } from '../iam-state.ts';
import { principalResource } from '../principals.ts';
import { userDocument } from '../user.ts';

export const createUser = operation({
  name: 'CreateUser',
  input: z.strictObject({
    UserName: z.string().regex(/^[\w+=,.@-]{1,64}$/),
    Path: z.string().default('/'),
    PermissionsBoundary: notServed,
    Tags: listOf(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
  }),
  resource: (input, context) => principalResource('User', input, context),
  async run(input, { cloud, state }) {
    const name = input.UserName;
    if (await state.users.get(name)) throw entityExists(`User with name ${name} already exists.`);
    const user = {
      name,
      path: input.Path,
      id: uniqueId('AIDA'),
      arn: arnOf(cloud, 'user', input.Path, name),
      createdAt: cloud.now().toISOString(),
      tags: input.Tags,
      inline: {},
      attached: [],
    };
    await state.users.put(name, user);
    return { User: userDocument(user) };
  },
});
