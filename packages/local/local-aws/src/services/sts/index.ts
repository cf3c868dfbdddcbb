import type { ServiceFactory } from '../../cloud/service.ts';
import { queryService } from '../../protocol/query.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';

/**
 * AWS Security Token Service.
 *
 * Gaps: web identity and SAML, session policies and tags.
 *
 * By design: root may assume any role. A trust policy can allow AssumeRole, but a caller whose own policies allow it needs
 * no trust policy.
 */
export const createSts: ServiceFactory = async (cloud) => ({
  services: [
    queryService({
      name: 'sts',
      iamPrefix: 'sts',
      namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
      cloud,
      state: { trustPolicyOf: (roleArn) => cloud.ports.identities.trustPolicyOf(roleArn) },
      operations: [assumeRole, getCallerIdentity, getSessionToken],
    }),
  ],
});
