import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { queryService } from '../../protocol/query.ts';
import type { ServiceFactory } from '../index.ts';
import { openIamState } from './iam-state.ts';
import { identityPort } from './identity-port.ts';
import { attachRolePolicy, attachUserPolicy } from './operations/attachPolicy.ts';
import { createAccessKey } from './operations/createAccessKey.ts';
import { createPolicy } from './operations/createPolicy.ts';
import { createPolicyVersion } from './operations/createPolicyVersion.ts';
import { createRole } from './operations/createRole.ts';
import { createUser } from './operations/createUser.ts';
import { deleteAccessKey } from './operations/deleteAccessKey.ts';
import { deleteRolePolicy, deleteUserPolicy } from './operations/deleteInlinePolicy.ts';
import { deletePolicy } from './operations/deletePolicy.ts';
import { deletePolicyVersion } from './operations/deletePolicyVersion.ts';
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
import { listEntitiesForPolicy } from './operations/listEntitiesForPolicy.ts';
import { listGroupsForUser } from './operations/listGroupsForUser.ts';
import { listRolePolicies, listUserPolicies } from './operations/listInlinePolicies.ts';
import { listInstanceProfilesForRole } from './operations/listInstanceProfilesForRole.ts';
import { listPolicies } from './operations/listPolicies.ts';
import { listPolicyTags } from './operations/listPolicyTags.ts';
import { listPolicyVersions } from './operations/listPolicyVersions.ts';
import { listRoles } from './operations/listRoles.ts';
import { listRoleTags, listUserTags } from './operations/listTags.ts';
import { listUsers } from './operations/listUsers.ts';
import { putRolePolicy, putUserPolicy } from './operations/putPolicy.ts';
import { setDefaultPolicyVersion } from './operations/setDefaultPolicyVersion.ts';
import { tagRole, tagUser } from './operations/tag.ts';
import { tagPolicy } from './operations/tagPolicy.ts';
import { untagRole, untagUser } from './operations/untag.ts';
import { untagPolicy } from './operations/untagPolicy.ts';
import { updateAssumeRolePolicy } from './operations/updateAssumeRolePolicy.ts';
import { updateRole } from './operations/updateRole.ts';
import { updateRoleDescription } from './operations/updateRoleDescription.ts';
import { openSessions } from './sessions.ts';

/**
 * AWS Identity and Access Management: roles, users, access keys and their policies. Whether they are enforced is
 * the business of `auth/`.
 *
 * Gaps: groups, permission boundaries, instance profiles, MFA and login profiles, service-linked roles; of AWS's own
 * managed policies only those in `aws-managed-policies.ts`. Lists are never cut into pages.
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
      createPolicyVersion,
      createRole,
      createUser,
      deleteAccessKey,
      deletePolicy,
      deletePolicyVersion,
      deleteRole,
      deleteRolePolicy,
      deleteUser,
      deleteUserPolicy,
      detachRolePolicy,
      detachUserPolicy,
      getPolicy,
      getPolicyVersion,
      getRole,
      getRolePolicy,
      getUser,
      getUserPolicy,
      listAccessKeys,
      listAttachedRolePolicies,
      listAttachedUserPolicies,
      listEntitiesForPolicy,
      listGroupsForUser,
      listInstanceProfilesForRole,
      listPolicies,
      listPolicyTags,
      listPolicyVersions,
      listRolePolicies,
      listRoleTags,
      listRoles,
      listUserPolicies,
      listUserTags,
      listUsers,
      putRolePolicy,
      putUserPolicy,
      setDefaultPolicyVersion,
      tagPolicy,
      tagRole,
      tagUser,
      untagPolicy,
      untagRole,
      untagUser,
      updateAssumeRolePolicy,
      updateRole,
      updateRoleDescription,
    ].map(oneChangeAtATime()),
  });
  const sessions = openSessions(cloud);
  return {
    services: [service],
    ports: { identities: identityPort(cloud, state, sessions) },
    start: () => sessions.clean(),
  };
};
