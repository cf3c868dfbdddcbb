import { z } from 'zod';
import { type Key, keyArn } from '../key.ts';
import { operation } from '../kms-state.ts';
import { pageInput, pageOf } from '../page.ts';

export const listKeys = operation({
  name: 'ListKeys',
  input: z.strictObject(pageInput),
  async run(input, { cloud, state }) {
    const { page, next } = await pageOf<Key>(state.keys.entries(), input);
    return { Keys: page.map(({ id }) => ({ KeyId: id, KeyArn: keyArn(cloud, id) })), ...next };
  },
});
