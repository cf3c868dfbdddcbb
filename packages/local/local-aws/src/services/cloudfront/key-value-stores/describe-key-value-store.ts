import { z } from 'zod';
import { route } from '../route.ts';
import { storeDocument } from './key-value-store.ts';
import { findStore, storeName } from './store-input.ts';

export const describeKeyValueStore = route({
  name: 'DescribeKeyValueStore',
  method: 'GET',
  path: 'key-value-store/{Name}',
  input: z.strictObject({ Name: storeName }),
  resource: ({ Name }) => `key-value-store/${Name}`,
  async run({ Name }, { cloud, state }) {
    const store = await findStore(state, Name);
    return { root: 'KeyValueStore', content: storeDocument(cloud, store), headers: { etag: store.etag } };
  },
});
