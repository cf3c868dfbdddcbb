import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { operation, uniqueId } from '../iam-state.ts';
import { rootUser, userNameOf } from '../own-user.ts';
import { findPrincipal, userResource } from '../principals.ts';

export const createAccessKey = operation({
  name: 'CreateAccessKey',
  input: z.strictObject({ UserName: z.string().optional() }),
  resource: userResource,
  async run(input, { cloud, state, request }) {
    const UserName = userNameOf(input.UserName, request.caller);
    if (UserName !== rootUser) await findPrincipal(state, 'User', UserName);
    const key = {
      accessKeyId: uniqueId('AKIA').slice(0, 20),
      secretAccessKey: randomBytes(30).toString('base64'),
      userName: UserName,
      createdAt: cloud.now().toISOString(),
    };
    await state.accessKeys.put(key.accessKeyId, key);
    return {
      AccessKey: {
        UserName,
        AccessKeyId: key.accessKeyId,
        Status: 'Active',
        SecretAccessKey: key.secretAccessKey,
        CreateDate: key.createdAt,
      },
    };
  },
});
