import { z } from 'zod';
import { allOf, pageOf } from '../page.ts';
import { route } from '../route.ts';
import { markers } from '../values.ts';
import { storeDocument } from './key-value-store.ts';

export const listKeyValueStores = route({
  name: 'ListKeyValueStores',
  method: 'GET',
  path: 'key-value-store',
  input: z.strictObject({ ...markers, Status: z.string().optional() }),
  async run({ Status, ...asked }, { cloud, state }) {
    const all = Status === undefined || Status === 'READY' ? await allOf(state.keyValueStores) : [];
    const { page, NextMarker } = pageOf(all, ({ name }) => name, asked);
    return {
      root: 'KeyValueStoreList',
      content: {
        NextMarker,
        MaxItems: asked.MaxItems,
        Quantity: page.length,
        Items: page.map((store) => storeDocument(cloud, store)),
      },
    };
  },
});
