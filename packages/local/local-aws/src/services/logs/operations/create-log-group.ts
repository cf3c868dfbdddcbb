import { z } from 'zod';
import { notServed, servedOnly } from '../../../protocol/not-served.ts';
import { alreadyExists, groupResource, operation } from '../logs-state.ts';

export const createLogGroup = operation({
  name: 'CreateLogGroup',
  input: z.strictObject({
    logGroupName: z
      .string()
      .regex(
        /^[.\-_/#A-Za-z0-9]{1,512}$/,
        'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+',
      ),
    tags: z.record(z.string(), z.string()).nullish(),
    logGroupClass: servedOnly('STANDARD'),
    deletionProtectionEnabled: notServed,
    kmsKeyId: z.string().max(256).nullish(),
  }),
  resource: groupResource,
  async run({ logGroupName, tags, kmsKeyId }, { cloud, state }) {
    if (await state.groups.get(logGroupName)) throw alreadyExists('log group');
    await state.groups.put(logGroupName, {
      name: logGroupName,
      createdAt: cloud.now().getTime(),
      tags: tags ?? {},
      ...(kmsKeyId ? { kmsKeyId } : {}),
    });
  },
});
