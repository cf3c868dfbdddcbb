import {
  CreateKeyValueStoreCommand,
  DescribeKeyValueStoreCommand,
  EntityAlreadyExists,
  UpdateKeyValueStoreCommand,
} from '@aws-sdk/client-cloudfront';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({ name: z.string(), comment: z.string().optional() });

export const awsCloudfrontKeyValueStore = defineResource(
  schema,
  async ({ name: Name, comment: Comment }, { clients }) => {
    await clients.cloudfront
      .send(new CreateKeyValueStoreCommand({ Name, ...(Comment !== undefined && { Comment }) }))
      .catch(async (error: unknown) => {
        if (!(error instanceof EntityAlreadyExists)) throw error;
        if (Comment === undefined) return; // there is nothing else to update
        const { ETag } = await clients.cloudfront.send(new DescribeKeyValueStoreCommand({ Name }));
        await clients.cloudfront.send(new UpdateKeyValueStoreCommand({ Name, Comment, IfMatch: ETag }));
      });
    const { KeyValueStore, ETag } = await clients.cloudfront.send(new DescribeKeyValueStoreCommand({ Name }));
    // Terraform's id of it is its name.
    return { id: Name, name: Name, arn: KeyValueStore?.ARN ?? '', etag: ETag ?? '' };
  },
);
