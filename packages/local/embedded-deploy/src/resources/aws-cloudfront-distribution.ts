import {
  type CloudFrontClient,
  CreateDistributionWithTagsCommand,
  type Distribution,
  type DistributionConfig,
  GetDistributionCommand,
  ListDistributionsCommand,
  TagResourceCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { behaviorOf, defaultBehavior, orderedBehavior } from './cloudfront-behavior.ts';
import { origin, originGroup, originGroupOf, originOf } from './cloudfront-origin.ts';
import { listOf, one } from './cloudfront-policies.ts';
import { tagList, tagsSchema } from './tags.ts';

const schema = z.strictObject({
  enabled: z.boolean(),
  comment: z.string().default(''),
  default_root_object: z.string().optional(),
  http_version: z.string().optional(),
  is_ipv6_enabled: z.boolean().optional(),
  price_class: z.string().optional(),
  origin: z.array(origin),
  origin_group: z.array(originGroup).default([]),
  default_cache_behavior: one(defaultBehavior),
  ordered_cache_behavior: z.array(orderedBehavior).default([]),
  custom_error_response: z
    .array(
      z.strictObject({
        error_code: z.int(),
        error_caching_min_ttl: z.int().optional(),
        response_code: z.int().optional(),
        response_page_path: z.string().optional(),
      }),
    )
    .default([]),
  restrictions: one(
    z.strictObject({
      geo_restriction: one(
        z.strictObject({ restriction_type: z.string(), locations: z.array(z.string()).default([]) }),
      ),
    }),
  ),
  viewer_certificate: one(z.strictObject({ cloudfront_default_certificate: z.literal(true) })),
  tags: tagsSchema,
  // These say how Terraform waits and destroys, which the embedded deployment never does.
  retain_on_delete: z.boolean().optional(),
  wait_for_deployment: z.boolean().optional(),
});

type Block = z.output<typeof schema>;

export const awsCloudfrontDistribution = defineResource(schema, async (block, { clients, ...context }) => {
  const { cloudfront } = clients;
  const tags = context.tags(block.tags);
  const existing = await find(cloudfront, block, tags);
  const { distribution, etag } = existing
    ? await update(cloudfront, block, existing)
    : await create(cloudfront, block, tags);
  const { Id = '', ARN = '', DomainName = '' } = distribution ?? {};
  if (existing)
    await cloudfront.send(new TagResourceCommand({ Resource: ARN, Tags: { Items: tagList(tags) } }));
  return {
    id: Id,
    arn: ARN,
    domain_name: DomainName,
    etag: etag ?? '',
    hosted_zone_id: 'Z2FDTNDATAQYW2', // CloudFront's, the same for all
  };
});

/** By the tag that chooses a distribution's id, or else by the comment: a distribution has no name. */
async function find(
  cloudfront: CloudFrontClient,
  { comment }: Block,
  tags: Readonly<Record<string, string>>,
): Promise<{ readonly distribution: Distribution; readonly etag: string | undefined } | undefined> {
  const { DistributionList } = await cloudfront.send(new ListDistributionsCommand({}));
  const chosen = tags._custom_id_;
  const found = DistributionList?.Items?.find(({ Id, Comment }) =>
    chosen === undefined ? comment !== '' && Comment === comment : Id === chosen,
  );
  if (!found) return undefined;
  const { Distribution, ETag } = await cloudfront.send(new GetDistributionCommand({ Id: found.Id }));
  return Distribution && { distribution: Distribution, etag: ETag };
}

async function create(cloudfront: CloudFrontClient, block: Block, tags: Readonly<Record<string, string>>) {
  const DistributionConfigWithTags = {
    DistributionConfig: configOf(block, `embedded ${Date.now()}`),
    Tags: { Items: tagList(tags) },
  };
  const { Distribution, ETag } = await cloudfront.send(
    new CreateDistributionWithTagsCommand({ DistributionConfigWithTags }),
  );
  return { distribution: Distribution, etag: ETag };
}

async function update(
  cloudfront: CloudFrontClient,
  block: Block,
  { distribution, etag: IfMatch }: { readonly distribution: Distribution; readonly etag: string | undefined },
) {
  const reference = distribution.DistributionConfig?.CallerReference ?? '';
  const { Distribution, ETag } = await cloudfront.send(
    new UpdateDistributionCommand({
      Id: distribution.Id,
      IfMatch,
      DistributionConfig: configOf(block, reference),
    }),
  );
  return { distribution: Distribution, etag: ETag };
}

function configOf(block: Block, CallerReference: string): DistributionConfig {
  const { geo_restriction: geo } = block.restrictions;
  return {
    CallerReference,
    Comment: block.comment,
    Enabled: block.enabled,
    DefaultRootObject: block.default_root_object,
    HttpVersion: block.http_version,
    IsIPV6Enabled: block.is_ipv6_enabled,
    PriceClass: block.price_class,
    Origins: listOf(block.origin.map(originOf)),
    OriginGroups: listOf(block.origin_group.map(originGroupOf)),
    DefaultCacheBehavior: behaviorOf(block.default_cache_behavior),
    CacheBehaviors: listOf(
      block.ordered_cache_behavior.map(({ path_pattern: PathPattern, ...behavior }) => ({
        PathPattern,
        ...behaviorOf(behavior),
      })),
    ),
    CustomErrorResponses: listOf(
      block.custom_error_response.map((response) => ({
        ErrorCode: response.error_code,
        ErrorCachingMinTTL: response.error_caching_min_ttl,
        ResponseCode: response.response_code?.toString(),
        ResponsePagePath: response.response_page_path,
      })),
    ),
    Restrictions: {
      GeoRestriction: {
        RestrictionType: geo.restriction_type,
        Quantity: geo.locations.length,
        Items: geo.locations,
      },
    },
    ViewerCertificate: { CloudFrontDefaultCertificate: true },
  } as DistributionConfig; // its enumerations are the service's to check
}
