import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { findGroup, groupResource, operation } from '../logs-state.ts';

export const disassociateKmsKey = operation({
  name: 'DisassociateKmsKey',
  input: z.strictObject({ logGroupName: z.string(), resourceIdentifier: notServed }),
  resource: groupResource,
  async run({ logGroupName }, { state }) {
    const { kmsKeyId: _, ...group } = await findGroup(state, logGroupName);
    await state.groups.put(logGroupName, group);
  },
});
