import type { Cloud } from '../../cloud/cloud.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Distribution } from './distributions/distribution.ts';
import { createEdgeCache, type EdgeCache } from './edge/cache/edge-cache.ts';
import type { EdgeFunction } from './functions/edge-function.ts';
import type { Invalidation } from './invalidations/invalidation.ts';
import type { KeyValueStore } from './key-value-stores/key-value-store.ts';
import type { CachePolicyConfig } from './policies/cache-policy-config.ts';
import type { OriginAccessControlConfig } from './policies/origin-access-control-config.ts';
import type { OriginRequestPolicyConfig } from './policies/origin-request-policy-config.ts';
import type { ResponseHeadersPolicyConfig } from './policies/response-headers-policy-config.ts';
import type { Versioned } from './versioned.ts';

export interface CloudFrontState {
  readonly distributions: Collection<Distribution>;
  readonly functions: Collection<EdgeFunction>;
  readonly keyValueStores: Collection<KeyValueStore>;
  /** Pairs, by the store's id, a slash and the key. */
  readonly keyValues: Collection<string>;
  readonly cachePolicies: Collection<Versioned<CachePolicyConfig>>;
  readonly originRequestPolicies: Collection<Versioned<OriginRequestPolicyConfig>>;
  readonly responseHeadersPolicies: Collection<Versioned<ResponseHeadersPolicyConfig>>;
  readonly originAccessControls: Collection<Versioned<OriginAccessControlConfig>>;
  /** By the ARN of what they are on. */
  readonly tags: Collection<Readonly<Record<string, string>>>;
  /** By the distribution's id, a slash and their own. */
  readonly invalidations: Collection<Invalidation>;
  /** What the edge has of the origins' objects. */
  readonly cache: EdgeCache;
  /** Grows with every change: what the edge has compiled is as old as the number that it goes with. */
  revision: number;
}

export function openCloudFront({ storage }: Cloud): CloudFrontState {
  return {
    distributions: storage.collection('cloudfront/distributions'),
    functions: storage.collection('cloudfront/functions'),
    keyValueStores: storage.collection('cloudfront/key-value-stores'),
    keyValues: storage.collection('cloudfront/key-values'),
    cachePolicies: storage.collection('cloudfront/cache-policies'),
    originRequestPolicies: storage.collection('cloudfront/origin-request-policies'),
    responseHeadersPolicies: storage.collection('cloudfront/response-headers-policies'),
    originAccessControls: storage.collection('cloudfront/origin-access-controls'),
    tags: storage.collection('cloudfront/tags'),
    invalidations: storage.collection('cloudfront/invalidations'),
    cache: createEdgeCache(),
    revision: 0,
  };
}
