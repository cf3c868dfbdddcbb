import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({ name: z.string(), role: z.string(), policy: z.string() });

export const awsIamRolePolicy = defineResource(schema, async ({ name, role, policy }, { clients }) => {
  await clients.iam.send(
    new PutRolePolicyCommand({ RoleName: role, PolicyName: name, PolicyDocument: policy }),
  );
  return { id: `${role}:${name}`, name, role };
});
