import {
  type CachePolicyConfig,
  CreateCachePolicyCommand,
  GetCachePolicyCommand,
  ListCachePoliciesCommand,
  UpdateCachePolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { createOrUpdate, one, selectionBlocks, selectionOf } from './cloudfront-policies.ts';

const schema = z.strictObject({
  name: z.string(),
  comment: z.string().optional(),
  min_ttl: z.int().default(0),
  default_ttl: z.int().default(86_400),
  max_ttl: z.int().default(31_536_000),
  parameters_in_cache_key_and_forwarded_to_origin: one(
    z.strictObject({
      ...selectionBlocks,
      enable_accept_encoding_brotli: z.boolean().default(false),
      enable_accept_encoding_gzip: z.boolean().default(false),
    }),
  ),
});

export const awsCloudfrontCachePolicy = defineResource(schema, async (block, { clients: { cloudfront } }) => {
  const {
    enable_accept_encoding_brotli: EnableAcceptEncodingBrotli,
    enable_accept_encoding_gzip: EnableAcceptEncodingGzip,
    ...selection
  } = block.parameters_in_cache_key_and_forwarded_to_origin;
  const config = {
    CachePolicyConfig: {
      Name: block.name,
      Comment: block.comment,
      MinTTL: block.min_ttl,
      DefaultTTL: block.default_ttl,
      MaxTTL: block.max_ttl,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingBrotli,
        EnableAcceptEncodingGzip,
        ...selectionOf(selection),
      },
    } as CachePolicyConfig, // its enumerations are the service's to check
  };
  return createOrUpdate({
    async find() {
      const { CachePolicyList } = await cloudfront.send(new ListCachePoliciesCommand({ Type: 'custom' }));
      const found = CachePolicyList?.Items?.find(
        (item) => item.CachePolicy?.CachePolicyConfig?.Name === block.name,
      );
      return found?.CachePolicy?.Id;
    },
    async create() {
      const { CachePolicy, ETag } = await cloudfront.send(new CreateCachePolicyCommand(config));
      return { id: CachePolicy?.Id, etag: ETag };
    },
    etagOf: async (Id) => (await cloudfront.send(new GetCachePolicyCommand({ Id }))).ETag,
    async update(Id, IfMatch) {
      const { ETag } = await cloudfront.send(new UpdateCachePolicyCommand({ Id, IfMatch, ...config }));
      return { etag: ETag };
    },
  });
});
