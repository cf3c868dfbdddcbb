import { z } from 'zod';
import { AwsError } from '../../protocol/aws-error.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import {
  encodeDocument,
  type IamState,
  type ManagedPolicy,
  noSuchEntity,
  type PolicyVersion,
} from './iam-state.ts';

/** Throws ValidationError if it is not an ARN. */
export const policyArn = z.string().transform((arn) => {
  if (/^arn:[\w-]+:iam::(\d{12}|aws):policy\/.+$/.test(arn)) return arn;
  throw new AwsError('ValidationError', 'Invalid ARN:  Could not be parsed!', 400);
});

/** A `Policy` element. */
export async function policyDocument(state: IamState, policy: ManagedPolicy) {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: (await attachedTo(state, policy.arn)).length,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    ...(policy.description ? { Description: policy.description } : {}),
    CreateDate: policy.createdAt,
    UpdateDate: policy.versions.at(-1)?.createdAt ?? policy.createdAt,
    ...(policy.tags.length > 0 ? { Tags: { member: policy.tags } } : {}),
  };
}

/** A `PolicyVersion` element; lists leave out the document. */
export function versionDocument(
  { defaultVersionId }: ManagedPolicy,
  { id, document, createdAt }: PolicyVersion,
  { withDocument }: { withDocument: boolean },
) {
  return {
    ...(withDocument ? { Document: encodeDocument(document) } : {}),
    VersionId: id,
    IsDefaultVersion: id === defaultVersionId,
    CreateDate: createdAt,
  };
}

/** The account's own policy or AWS's. Throws NoSuchEntity. */
export async function findPolicy(state: IamState, arn: string): Promise<ManagedPolicy> {
  return awsManagedPolicies.get(arn) ?? (await findOwnPolicy(state, arn));
}

/** A policy that can be changed. Throws NoSuchEntity, and AccessDenied for AWS's own. */
export async function findOwnPolicy({ policies }: IamState, arn: string): Promise<ManagedPolicy> {
  if (awsManagedPolicies.has(arn))
    throw new AwsError('AccessDenied', `Policy ${arn} is an AWS managed policy and can't be changed.`, 403);
  const policy = await policies.get(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** The same, with the error message of attaching. */
export async function findAttachable({ policies }: IamState, arn: string): Promise<ManagedPolicy> {
  const policy = awsManagedPolicies.get(arn) ?? (await policies.get(arn));
  if (!policy) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return policy;
}

/** Throws NoSuchEntity. */
export function findVersion({ arn, versions }: ManagedPolicy, id: string): PolicyVersion {
  const version = versions.find((candidate) => candidate.id === id);
  if (!version) throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  return version;
}

/** The roles and users that have a managed policy. */
export async function attachedTo(state: IamState, arn: string) {
  const found = [];
  for (const collection of [state.roles, state.users])
    for await (const [, principal] of collection.entries())
      if (principal.attached.includes(arn)) found.push(principal);
  return found;
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflict', message, 409);
}
