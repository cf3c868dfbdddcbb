import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { route } from '../route.ts';
import { recordOf } from '../tags/tag-record.ts';
import { tagSchema } from '../values.ts';
import { newId } from '../versioned.ts';
import { storeArn, storeDocument } from './key-value-store.ts';
import { storeComment, storeName } from './store-input.ts';

export const createKeyValueStore = route({
  name: 'CreateKeyValueStore',
  method: 'POST',
  path: 'key-value-store',
  status: 201,
  input: z.strictObject({
    Name: storeName,
    Comment: storeComment,
    ImportSource: notServed,
    Tags: tagSchema.optional(),
  }),
  resource: ({ Name }) => `key-value-store/${Name}`,
  async run({ Name, Comment, Tags }, { cloud, state }) {
    if (await state.keyValueStores.get(Name))
      throw new AwsError(
        'EntityAlreadyExists',
        'The entity already exists. You must provide a unique entity.',
        409,
      );
    const createdAt = cloud.now().toISOString();
    const created = {
      id: randomUUID(),
      name: Name,
      ...(Comment === undefined ? {} : { comment: Comment }),
      etag: newId(),
      dataEtag: newId(),
      createdAt,
      modifiedAt: createdAt,
      changedAt: createdAt,
      itemCount: 0,
      totalSize: 0,
    };
    await state.keyValueStores.put(Name, created);
    await state.tags.put(storeArn(cloud, created), recordOf(Tags?.Items ?? []));
    return {
      root: 'KeyValueStore',
      content: storeDocument(cloud, created, 'PROVISIONING'),
      headers: {
        etag: created.etag,
        location: `${cloud.endpoint}/2020-05-31/key-value-store/${Name}`,
      },
    };
  },
});
