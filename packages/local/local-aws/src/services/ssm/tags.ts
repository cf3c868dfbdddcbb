import { z } from 'zod';
import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { type Parameter, parameterArn, type SsmState } from './ssm-state.ts';

export const tagList = z.array(
  z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) }),
);

/** Documents, instances and the like have tags too on AWS; here only parameters exist. */
export const taggedResource = z.strictObject({ ResourceType: z.string(), ResourceId: z.string() });

export type TaggedResource = z.infer<typeof taggedResource>;

export function tagRecord(tags: z.infer<typeof tagList>): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** IAM's resource of an operation on tags. */
export function taggedArn({ ResourceId }: TaggedResource, { cloud }: { readonly cloud: Cloud }): string {
  return parameterArn(cloud, ResourceId);
}

/** Throws InvalidResourceId. */
export async function findTagged(
  { parameters }: SsmState,
  { ResourceType, ResourceId }: TaggedResource,
): Promise<Parameter> {
  const parameter = ResourceType === 'Parameter' ? await parameters.get(ResourceId) : undefined;
  if (!parameter)
    throw new AwsError(
      'InvalidResourceId',
      'The resource ID is not valid. Verify that you entered the correct ID and try again.',
    );
  return parameter;
}
