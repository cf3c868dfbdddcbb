import { z } from 'zod';
import { noSuchEntity, operation } from '../iam-state.ts';
import { principalResource } from '../principals.ts';

export const deleteAccessKey = operation({
  name: 'DeleteAccessKey',
  input: z.object({ UserName: z.string(), AccessKeyId: z.string() }),
  resource: (input, context) => principalResource('User', input, context),
  async run({ UserName, AccessKeyId }, { state }) {
    const key = await state.accessKeys.get(AccessKeyId);
    if (key?.userName !== UserName) {
      throw noSuchEntity(`The Access Key with id ${AccessKeyId} cannot be found.`);
    }
    await state.accessKeys.delete(AccessKeyId);
  },
});
