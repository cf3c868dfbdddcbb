import { z } from 'zod';
import { noSuchEntity, operation } from '../iam-state.ts';
import { userNameOf } from '../own-user.ts';
import { userResource } from '../principals.ts';

export const deleteAccessKey = operation({
  name: 'DeleteAccessKey',
  input: z.strictObject({ UserName: z.string().optional(), AccessKeyId: z.string() }),
  resource: userResource,
  async run({ UserName, AccessKeyId }, { state, request }) {
    const key = await state.accessKeys.get(AccessKeyId);
    if (key?.userName !== userNameOf(UserName, request.caller)) {
      throw noSuchEntity(`The Access Key with id ${AccessKeyId} cannot be found.`);
    }
    await state.accessKeys.delete(AccessKeyId);
  },
});
