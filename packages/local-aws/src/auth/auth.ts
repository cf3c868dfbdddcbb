import type { Cloud } from '../cloud.ts';
import { credentialScope } from '../gateway/identify-service.ts';
import type { AccessControl } from './access-control.ts';
import type { Authenticator } from './authenticator.ts';
import { verifyPostPolicySignature } from './post-policy-signature.ts';

export function createAuth(
  cloud: Cloud,
  _options: { enforceIam: boolean },
): { access: AccessControl; authenticator: Authenticator } {
  return {
    access: {
      authorize: async () => {},
      authorizeRole: async () => {},
      authenticatePostPolicy: async (fields) => {
        const accessKeyId = await verifyPostPolicySignature(fields, async (id) =>
          id === 'test' ? 'test' : undefined,
        );
        return {
          kind: 'root',
          accountId: cloud.accountId,
          arn: `arn:aws:iam::${cloud.accountId}:root`,
          principalArn: `arn:aws:iam::${cloud.accountId}:root`,
          userId: cloud.accountId,
          accessKeyId,
        };
      },
    },
    authenticator: {
      authenticate: async (request) => {
        const scope = credentialScope({
          headers: request.headers,
          url: `${request.path}?${request.rawQuery}`,
        });
        return {
          ...request,
          caller: {
            kind: scope ? 'root' : 'anonymous',
            accountId: cloud.accountId,
            arn: `arn:aws:iam::${cloud.accountId}:root`,
            principalArn: `arn:aws:iam::${cloud.accountId}:root`,
            userId: cloud.accountId,
            ...(scope ? { accessKeyId: scope.accessKeyId } : {}),
          },
        };
      },
    },
  };
}
