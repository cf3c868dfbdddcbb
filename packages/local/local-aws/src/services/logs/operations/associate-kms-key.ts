import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { findGroup, groupResource, operation } from '../logs-state.ts';

export const associateKmsKey = operation({
  name: 'AssociateKmsKey',
  input: z.strictObject({
    logGroupName: z.string(),
    kmsKeyId: z.string().max(256),
    resourceIdentifier: notServed,
  }),
  resource: groupResource,
  async run({ logGroupName, kmsKeyId }, { state }) {
    const group = await findGroup(state, logGroupName);
    await state.groups.put(logGroupName, { ...group, kmsKeyId });
  },
});
