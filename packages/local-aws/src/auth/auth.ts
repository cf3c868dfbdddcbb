import type { Cloud } from '../cloud.ts';
import { credentialScope } from '../gateway/identify-service.ts';
import type { AccessControl } from './access-control.ts';
import type { Authenticator } from './authenticator.ts';

export function createAuth(
  cloud: Cloud,
  _options: { enforceIam: boolean },
): { access: AccessControl; authenticator: Authenticator } {
  return {
    access: { authorize: async () => {} },
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
            userId: cloud.accountId,
            ...(scope ? { accessKeyId: scope.accessKeyId } : {}),
          },
        };
      },
    },
  };
}
