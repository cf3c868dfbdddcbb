import { z } from 'zod';
import { aliasArn, findKey, keyIdSchema } from '../find-key.ts';
import { type Alias, operation } from '../kms-state.ts';
import { pageInput, pageOf } from '../page.ts';

export const listAliases = operation({
  name: 'ListAliases',
  input: z.strictObject({ KeyId: keyIdSchema.optional(), ...pageInput }),
  async run({ KeyId, ...input }, context) {
    const target = KeyId === undefined ? undefined : (await findKey(context, KeyId)).id;
    const all = context.state.aliases.entries();
    const { page, next } = await pageOf<Alias>(
      target === undefined ? all : only(all, (alias) => alias.target === target),
      input,
    );
    return {
      Aliases: page.map(({ name, target: TargetKeyId, createdAt, updatedAt }) => ({
        AliasName: name,
        AliasArn: aliasArn(context.cloud, name),
        TargetKeyId,
        CreationDate: createdAt / 1000,
        LastUpdatedDate: updatedAt / 1000,
      })),
      ...next,
    };
  },
});

async function* only<T>(items: AsyncIterable<[string, T]>, isMeant: (item: T) => boolean) {
  for await (const item of items) if (isMeant(item[1])) yield item;
}
