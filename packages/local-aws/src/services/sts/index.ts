import { queryService } from '../../protocol/query.ts';
import type { ServiceFactory } from '../index.ts';
import { assumeRole } from './operations/assumeRole.ts';
import { getCallerIdentity } from './operations/getCallerIdentity.ts';

/**
 * AWS Security Token Service.
 *
 * Gaps: web identity and SAML, session policies. A role's trust policy is not evaluated in AssumeRole.
 */
export const createSts: ServiceFactory = async (cloud) => ({
  services: [
    queryService({
      name: 'sts',
      iamPrefix: 'sts',
      namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
      cloud,
      state: undefined,
      operations: [assumeRole, getCallerIdentity],
    }),
  ],
});
