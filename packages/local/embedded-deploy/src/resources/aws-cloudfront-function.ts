import {
  CreateFunctionCommand,
  DescribeFunctionCommand,
  NoSuchFunctionExists,
  PublishFunctionCommand,
  UpdateFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  name: z.string(),
  code: z.string(),
  runtime: z.literal('cloudfront-js-2.0'),
  comment: z.string().default(''),
  key_value_store_associations: z.array(z.string()).default([]),
  publish: z.boolean().default(true),
});

export const awsCloudfrontFunction = defineResource(schema, async (block, { clients: { cloudfront } }) => {
  const { name: Name, key_value_store_associations: stores } = block;
  const input = {
    Name,
    FunctionCode: Buffer.from(block.code),
    FunctionConfig: {
      Comment: block.comment,
      Runtime: block.runtime,
      KeyValueStoreAssociations: {
        Quantity: stores.length,
        Items: stores.map((KeyValueStoreARN) => ({ KeyValueStoreARN })),
      },
    },
  };
  const existing = await cloudfront.send(new DescribeFunctionCommand({ Name })).catch((error: unknown) => {
    if (error instanceof NoSuchFunctionExists) return undefined;
    throw error;
  });
  const { ETag, FunctionSummary } = existing
    ? await cloudfront.send(new UpdateFunctionCommand({ ...input, IfMatch: existing.ETag }))
    : await cloudfront.send(new CreateFunctionCommand(input));
  if (block.publish) await cloudfront.send(new PublishFunctionCommand({ Name, IfMatch: ETag }));
  const arn =
    FunctionSummary?.FunctionMetadata?.FunctionARN ??
    existing?.FunctionSummary?.FunctionMetadata?.FunctionARN;
  return { id: Name, name: Name, arn: arn ?? '' };
});
