import { z } from 'zod';
import { operation } from '../sts-state.ts';

export const assumeRole = operation({
  name: 'AssumeRole',
  input: z.object({ RoleArn: z.string(), RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/) }),
  resource: ({ RoleArn }) => RoleArn,
  async run({ RoleArn, RoleSessionName }, { cloud }) {
    const { identities } = cloud.ports;
    const credentials = await identities.roleCredentials(RoleArn, RoleSessionName);
    const identity = await identities.identityOf(credentials.accessKeyId);
    return {
      AssumedRoleUser: { AssumedRoleId: identity?.caller.userId, Arn: identity?.caller.arn },
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: credentials.expiration.toISOString(),
      },
    };
  },
});
