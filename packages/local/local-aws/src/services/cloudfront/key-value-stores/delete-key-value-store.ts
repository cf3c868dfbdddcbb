import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { allOf } from '../page.ts';
import { route } from '../route.ts';
import { checkIfMatch } from '../versioned.ts';
import { storeArn } from './key-value-store.ts';
import { findStore, storeName } from './store-input.ts';

export const deleteKeyValueStore = route({
  name: 'DeleteKeyValueStore',
  method: 'DELETE',
  path: 'key-value-store/{Name}',
  status: 204,
  input: z.strictObject({ Name: storeName, IfMatch: z.string().optional() }),
  resource: ({ Name }) => `key-value-store/${Name}`,
  async run({ Name, IfMatch }, { cloud, state }) {
    const store = await findStore(state, Name);
    checkIfMatch(IfMatch, store);
    const arn = storeArn(cloud, store);
    const functions = await allOf(state.functions);
    if (
      functions.some(({ development, live }) =>
        [development, live].some((version) => version?.stores.includes(arn)),
      )
    )
      throw new AwsError(
        'CannotDeleteEntityWhileInUse',
        'The entity cannot be deleted while it is in use.',
        409,
      );
    const keys: string[] = [];
    for await (const [key] of state.keyValues.entries({ gte: `${store.id}/`, lt: `${store.id}0` }))
      keys.push(key);
    await state.keyValues.batch(keys.map((key) => ({ delete: key })));
    await state.keyValueStores.delete(Name);
    await state.tags.delete(arn);
    return {};
  },
});
