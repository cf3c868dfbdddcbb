import type { ServiceFactory } from '../../cloud/service.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { queryService } from '../../protocol/query.ts';
import { openIamState } from './iam-state.ts';
import { identityPort } from './identity-port.ts';
import { attachRolePolicy, attachUserPolicy } from './operations/attach-policy.ts';
import { createAccessKey } from './operations/create-access-key.ts';
import { createPolicy } from './operations/create-policy.ts';
import { createPolicyVersion } from './operations/create-policy-version.ts';
import { createRole } from './operations/create-role.ts';
import { createUser } from './operations/create-user.ts';
import { deleteAccessKey } from './operations/delete-access-key.ts';
import { deleteRolePolicy, deleteUserPolicy } from './operations/delete-inline-policy.ts';
import { deletePolicy } from './operations/delete-policy.ts';
import { deletePolicyVersion } from './operations/delete-policy-version.ts';
import { deleteRole } from './operations/delete-role.ts';
import { deleteUser } from './operations/delete-user.ts';
import { detachRolePolicy, detachUserPolicy } from './operations/detach-policy.ts';
import { getRolePolicy, getUserPolicy } from './operations/get-inline-policy.ts';
import { getPolicy } from './operations/get-policy.ts';
import { getPolicyVersion } from './operations/get-policy-version.ts';
import { getRole } from './operations/get-role.ts';
import { getUser } from './operations/get-user.ts';
import { listAccessKeys } from './operations/list-access-keys.ts';
import { listAttachedRolePolicies, listAttachedUserPolicies } from './operations/list-attached-policies.ts';
import { listEntitiesForPolicy } from './operations/list-entities-for-policy.ts';
import { listGroupsForUser } from './operations/list-groups-for-user.ts';
import { listRolePolicies, listUserPolicies } from './operations/list-inline-policies.ts';
import { listInstanceProfilesForRole } from './operations/list-instance-profiles-for-role.ts';
import { listPolicies } from './operations/list-policies.ts';
import { listPolicyTags } from './operations/list-policy-tags.ts';
import { listPolicyVersions } from './operations/list-policy-versions.ts';
import { listRoles } from './operations/list-roles.ts';
import { listRoleTags, listUserTags } from './operations/list-tags.ts';
import { listUsers } from './operations/list-users.ts';
import { putRolePolicy, putUserPolicy } from './operations/put-policy.ts';
import { setDefaultPolicyVersion } from './operations/set-default-policy-version.ts';
import { tagRole, tagUser } from './operations/tag.ts';
import { tagPolicy } from './operations/tag-policy.ts';
import { untagRole, untagUser } from './operations/untag.ts';
import { untagPolicy } from './operations/untag-policy.ts';
import { updateAssumeRolePolicy } from './operations/update-assume-role-policy.ts';
import { updateRole } from './operations/update-role.ts';
import { updateRoleDescription } from './operations/update-role-description.ts';
import { openSessions } from './sessions.ts';

/**
 * AWS Identity and Access Management: roles, users, access keys and their policies. `auth/` enforces them.
 *
 * Gaps: groups, permission boundaries, instance profiles, MFA and login profiles, service-linked roles. Of AWS's managed
 * policies, only those in `aws-managed-policies.ts` exist. Lists are not paginated.
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
