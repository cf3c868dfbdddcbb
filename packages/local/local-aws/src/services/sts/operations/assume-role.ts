import { z } from 'zod';
import { accessDenied } from '../../../auth/access-denied.ts';
import { credentialsDocument } from '../credentials.ts';
import { operation } from '../sts-state.ts';

export const assumeRole = operation({
  name: 'AssumeRole',
  input: z.object({
    RoleArn: z.string(),
    RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
    DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
  }),
  resource: ({ RoleArn }) => RoleArn,
  async run({ RoleArn, RoleSessionName, DurationSeconds }, { cloud, request }) {
    const { identities } = cloud.ports;
    // AWS does not tell a role that is not there from one that may not be assumed.
    if ((await identities.trustPolicyOf(RoleArn)) === undefined)
      throw accessDenied(request.caller, 'sts:AssumeRole', RoleArn, 'no policy');
    const credentials = await identities.roleCredentials(RoleArn, RoleSessionName, DurationSeconds);
    const identity = await identities.identityOf(credentials.accessKeyId);
    return {
      AssumedRoleUser: { AssumedRoleId: identity?.caller.userId, Arn: identity?.caller.arn },
      Credentials: credentialsDocument(credentials),
    };
  },
});
