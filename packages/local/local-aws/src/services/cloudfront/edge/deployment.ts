import type { Cloud } from '../../../cloud/cloud.ts';
import { arnOf } from '../arn.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import type { BehaviorConfig } from '../distributions/behavior-config.ts';
import { type Distribution, domainNameOf } from '../distributions/distribution.ts';
import type { DistributionConfig } from '../distributions/distribution-config.ts';
import { allOf } from '../page.ts';
import type { CachePolicyConfig } from '../policies/cache-policy-config.ts';
import { cachePolicies, originRequestPolicies, responseHeadersPolicies } from '../policies/kinds.ts';
import type { OriginRequestPolicyConfig } from '../policies/origin-request-policy-config.ts';
import type { PolicyKind } from '../policies/policy-kind.ts';
import type { ResponseHeadersPolicyConfig } from '../policies/response-headers-policy-config.ts';
import type { EdgeFunctions, ViewerFunction } from './functions/edge-functions.ts';
import { type OriginTarget, originTargets } from './origins/origin-target.ts';
import { pathMatcher } from './path-pattern.ts';

/** A behavior with all that it names. */
export interface Behavior {
  readonly config: BehaviorConfig;
  matches(path: string): boolean;
  readonly methods: ReadonlySet<string>;
  readonly cachePolicy: CachePolicyConfig;
  readonly originRequestPolicy?: OriginRequestPolicyConfig;
  readonly responseHeadersPolicy?: ResponseHeadersPolicyConfig;
  readonly origin: OriginTarget;
  readonly viewerRequest?: ViewerFunction;
  readonly viewerResponse?: ViewerFunction;
}

/** A distribution as the edge runs it: everything is looked up once, not for each request. */
export interface Deployment {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly config: DistributionConfig;
  /** In the order in which they are tried; the last one is for every path. */
  readonly behaviors: readonly Behavior[];
  /** Seconds for which an error is answered again, by its status. */
  readonly errorTtl: ReadonlyMap<number, number>;
}

export async function deploy(
  cloud: Cloud,
  state: CloudFrontState,
  functions: EdgeFunctions,
  distribution: Distribution,
): Promise<Deployment> {
  const { id, config } = distribution;
  const arn = arnOf(cloud, `distribution/${id}`);
  const origins = originTargets(config, arn, await allOf(state.originAccessControls));

  async function behaviorOf(behavior: BehaviorConfig, pattern: string): Promise<Behavior> {
    const cachePolicy = await policyOf(state, cachePolicies, behavior.CachePolicyId);
    const origin = origins.get(behavior.TargetOriginId);
    if (!cachePolicy || !origin) throw new Error(`the distribution ${id} names what is not there`);
    const originRequestPolicy = await policyOf(state, originRequestPolicies, behavior.OriginRequestPolicyId);
    const responseHeadersPolicy = await policyOf(
      state,
      responseHeadersPolicies,
      behavior.ResponseHeadersPolicyId,
    );
    const viewerRequest = await functions.find(behavior, 'viewer-request');
    const viewerResponse = await functions.find(behavior, 'viewer-response');
    return {
      config: behavior,
      matches: pathMatcher(pattern),
      methods: new Set(behavior.AllowedMethods.Items),
      cachePolicy,
      origin,
      ...(originRequestPolicy ? { originRequestPolicy } : {}),
      ...(responseHeadersPolicy ? { responseHeadersPolicy } : {}),
      ...(viewerRequest ? { viewerRequest } : {}),
      ...(viewerResponse ? { viewerResponse } : {}),
    };
  }

  const behaviors = await Promise.all([
    ...config.CacheBehaviors.Items.map((behavior) => behaviorOf(behavior, behavior.PathPattern)),
    behaviorOf(config.DefaultCacheBehavior, '*'),
  ]);
  const errorTtl = new Map(
    config.CustomErrorResponses.Items.flatMap(({ ErrorCode, ErrorCachingMinTTL }) =>
      ErrorCachingMinTTL === undefined ? [] : [[ErrorCode, ErrorCachingMinTTL] as const],
    ),
  );
  return { id, arn, domainName: domainNameOf(distribution), config, behaviors, errorTtl };
}

async function policyOf<Config extends { readonly Name: string }>(
  state: CloudFrontState,
  kind: PolicyKind<Config>,
  id: string | undefined,
): Promise<Config | undefined> {
  if (id === undefined) return undefined;
  return (kind.managed.find((policy) => policy.id === id) ?? (await kind.collectionOf(state).get(id)))
    ?.config;
}
