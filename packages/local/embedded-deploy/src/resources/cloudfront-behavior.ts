import { z } from 'zod';
import { listOf } from './cloudfront-policies.ts';

const members = {
  target_origin_id: z.string(),
  viewer_protocol_policy: z.string(),
  allowed_methods: z.array(z.string()),
  cached_methods: z.array(z.string()),
  cache_policy_id: z.string(),
  origin_request_policy_id: z.string().optional(),
  response_headers_policy_id: z.string().optional(),
  compress: z.boolean().default(false),
  function_association: z
    .array(z.strictObject({ event_type: z.string(), function_arn: z.string() }))
    .default([]),
};

/** A cache behavior of a distribution. */
export const defaultBehavior = z.strictObject(members);
export const orderedBehavior = z.strictObject({ ...members, path_pattern: z.string() });

export function behaviorOf(block: z.output<typeof defaultBehavior>) {
  return {
    TargetOriginId: block.target_origin_id,
    ViewerProtocolPolicy: block.viewer_protocol_policy,
    AllowedMethods: { ...listOf(block.allowed_methods), CachedMethods: listOf(block.cached_methods) },
    CachePolicyId: block.cache_policy_id,
    OriginRequestPolicyId: block.origin_request_policy_id,
    ResponseHeadersPolicyId: block.response_headers_policy_id,
    Compress: block.compress,
    FunctionAssociations: listOf(
      block.function_association.map(({ event_type: EventType, function_arn: FunctionARN }) => ({
        EventType,
        FunctionARN,
      })),
    ),
  };
}
