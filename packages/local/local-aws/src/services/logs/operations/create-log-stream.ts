import { z } from 'zod';
import { alreadyExists, findGroup, groupResource, key, operation } from '../logs-state.ts';

export const createLogStream = operation({
  name: 'CreateLogStream',
  input: z.strictObject({ logGroupName: z.string(), logStreamName: z.string().regex(/^[^:*]{1,512}$/) }),
  resource: groupResource,
  async run({ logGroupName, logStreamName }, { cloud, state }) {
    await findGroup(state, logGroupName);
    const position = key(logGroupName, logStreamName);
    if (await state.streams.get(position)) throw alreadyExists('log stream');
    const createdAt = cloud.now().getTime();
    await state.streams.put(position, { group: logGroupName, name: logStreamName, createdAt });
  },
});
