import { type IamState, type ManagedPolicy, noSuchEntity } from './iam-state.ts';

/** A `Policy` element; policies here have one version. */
export function policyDocument(policy: ManagedPolicy) {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: 'v1',
    IsAttachable: true,
    ...(policy.description ? { Description: policy.description } : {}),
    CreateDate: policy.createdAt,
    UpdateDate: policy.createdAt,
  };
}

/** Throws NoSuchEntity. */
export async function findPolicy(state: IamState, arn: string): Promise<ManagedPolicy> {
  const policy = await state.policies.get(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}
