import {
  CreateRoleCommand,
  EntityAlreadyExistsException,
  GetRoleCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagList, tagsSchema } from './tags.ts';

const schema = z.strictObject({ name: z.string(), assume_role_policy: z.string(), tags: tagsSchema });

export const awsIamRole = defineResource(
  schema,
  async ({ name, assume_role_policy, tags }, { clients, ...context }) => {
    const Tags = tagList(context.tags(tags));
    await clients.iam
      .send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: assume_role_policy, Tags }))
      .catch(async (error) => {
        if (!(error instanceof EntityAlreadyExistsException)) throw error;
        await clients.iam.send(
          new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: assume_role_policy }),
        );
        await clients.iam.send(new TagRoleCommand({ RoleName: name, Tags }));
      });
    const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName: name }));
    return { id: name, name, arn: Role?.Arn ?? '', unique_id: Role?.RoleId ?? '' };
  },
);
