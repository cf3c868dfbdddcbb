import { z } from 'zod';
import { route } from '../route.ts';
import { checkIfMatch, newId } from '../versioned.ts';
import { storeDocument } from './key-value-store.ts';
import { findStore, storeComment, storeName } from './store-input.ts';

export const updateKeyValueStore = route({
  name: 'UpdateKeyValueStore',
  method: 'PUT',
  path: 'key-value-store/{Name}',
  input: z.strictObject({ Name: storeName, Comment: storeComment, IfMatch: z.string().optional() }),
  resource: ({ Name }) => `key-value-store/${Name}`,
  async run({ Name, Comment, IfMatch }, { cloud, state }) {
    const store = await findStore(state, Name);
    checkIfMatch(IfMatch, store);
    const { comment: _, ...rest } = store;
    const updated = {
      ...rest,
      ...(Comment === undefined ? {} : { comment: Comment }),
      etag: newId(),
      modifiedAt: cloud.now().toISOString(),
    };
    await state.keyValueStores.put(Name, updated);
    return { root: 'KeyValueStore', content: storeDocument(cloud, updated), headers: { etag: updated.etag } };
  },
});
