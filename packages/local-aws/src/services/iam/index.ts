import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { queryService } from '../../protocol/query.ts';
import type { ServiceFactory } from '../index.ts';
import { openIamState } from './iam-state.ts';
import { identityPort } from './identity-port.ts';
import { attachRolePolicy, attachUserPolicy } from './operations/attachPolicy.ts';
import { createAccessKey } from './operations/createAccessKey.ts';
import { createPolicy } from './operations/createPolicy.ts';
import { createRole } from './operations/createRole.ts';
import { createUser } from './operations/createUser.ts';
import { deleteAccessKey } from './operations/deleteAccessKey.ts';
import { deleteRolePolicy, deleteUserPolicy } from './operations/deleteInlinePolicy.ts';
import { deletePolicy } from './operations/deletePolicy.ts';
import { deleteRole } from './operations/deleteRole.ts';
import { deleteUser } from './operations/deleteUser.ts';
import { detachRolePolicy, detachUserPolicy } from './operations/detachPolicy.ts';
import { getRolePolicy, getUserPolicy } from './operations/getInlinePolicy.ts';
import { getPolicy } from './operations/getPolicy.ts';
import { getPolicyVersion } from './operations/getPolicyVersion.ts';
import { getRole } from './operations/getRole.ts';
import { getUser } from './operations/getUser.ts';
import { listAccessKeys } from './operations/listAccessKeys.ts';
import { listAttachedRolePolicies, listAttachedUserPolicies } from './operations/listAttachedPolicies.ts';
import { listRolePolicies, listUserPolicies } from './operations/listInlinePolicies.ts';
import { listInstanceProfilesForRole } from './operations/listInstanceProfilesForRole.ts';
import { listPolicyVersions } from './operations/listPolicyVersions.ts';
import { listRoles } from './operations/listRoles.ts';
import { listRoleTags, listUserTags } from './operations/listTags.ts';
import { listUsers } from './operations/listUsers.ts';
import { putRolePolicy, putUserPolicy } from './operations/putPolicy.ts';
import { tagRole, tagUser } from './operations/tag.ts';
import { untagRole, untagUser } from './operations/untag.ts';
import { updateAssumeRolePolicy } from './operations/updateAssumeRolePolicy.ts';
import { updateRole } from './operations/updateRole.ts';

/**
 * AWS Identity and Access Management: roles, users, access keys and their policies. Whether they are enforced is
 * the business of `auth/`.
 *
 * Gaps: groups, permission boundaries, versions of managed policies, AWS's own managed policies, instance profiles.
 */
export const createIam: ServiceFactory = async (cloud) => {
  const state = openIamState(cloud);
  const service = queryService({
    name: 'iam',
    iamPrefix: 'iam',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    cloud,
    state,
    operations: [
      attachRolePolicy,
      attachUserPolicy,
      createAccessKey,
      createPolicy,
      createRole,
      createUser,
      deleteAccessKey,
      deleteRolePolicy,
      deleteUserPolicy,
      deletePolicy,
      deleteRole,
      deleteUser,
      detachRolePolicy,
      detachUserPolicy,
      getRolePolicy,
      getUserPolicy,
      getPolicy,
      getPolicyVersion,
      getRole,
      getUser,
      listAccessKeys,
      listAttachedRolePolicies,
      listAttachedUserPolicies,
      listRolePolicies,
      listUserPolicies,
      listInstanceProfilesForRole,
      listPolicyVersions,
      listRoles,
      listRoleTags,
      listUserTags,
      listUsers,
      putRolePolicy,
      putUserPolicy,
      tagRole,
      tagUser,
      untagRole,
      untagUser,
      updateAssumeRolePolicy,
      updateRole,
    ].map(oneChangeAtATime()),
  });
  return { services: [service], ports: { identities: identityPort(cloud, state) } };
};
