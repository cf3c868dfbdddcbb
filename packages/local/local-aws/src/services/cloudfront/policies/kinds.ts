import { type CachePolicyConfig, cachePolicyConfig, completeCachePolicy } from './cache-policy-config.ts';
import { managedCachePolicies } from './managed-cache-policies.ts';
import { managedOriginRequestPolicies } from './managed-origin-request-policies.ts';
import { managedResponseHeadersPolicies } from './managed-response-headers-policies.ts';
import { type OriginAccessControlConfig, originAccessControlConfig } from './origin-access-control-config.ts';
import {
  checkOriginRequestPolicy,
  type OriginRequestPolicyConfig,
  originRequestPolicyConfig,
} from './origin-request-policy-config.ts';
import { behaviorsOf, type PolicyKind } from './policy-kind.ts';
import {
  checkResponseHeadersPolicy,
  type ResponseHeadersPolicyConfig,
  responseHeadersPolicyConfig,
} from './response-headers-policy-config.ts';

export const cachePolicies: PolicyKind<CachePolicyConfig> = {
  noun: 'CachePolicy',
  phrase: 'cache policy',
  path: 'cache-policy',
  config: cachePolicyConfig,
  isDated: true,
  managed: managedCachePolicies,
  collectionOf: (state) => state.cachePolicies,
  complete: completeCachePolicy,
  isUsedBy: (config, id) => behaviorsOf(config).some(({ CachePolicyId }) => CachePolicyId === id),
};

export const originRequestPolicies: PolicyKind<OriginRequestPolicyConfig> = {
  noun: 'OriginRequestPolicy',
  phrase: 'origin request policy',
  path: 'origin-request-policy',
  config: originRequestPolicyConfig,
  isDated: true,
  managed: managedOriginRequestPolicies,
  collectionOf: (state) => state.originRequestPolicies,
  complete: checkOriginRequestPolicy,
  isUsedBy: (config, id) =>
    behaviorsOf(config).some(({ OriginRequestPolicyId }) => OriginRequestPolicyId === id),
};

export const responseHeadersPolicies: PolicyKind<ResponseHeadersPolicyConfig> = {
  noun: 'ResponseHeadersPolicy',
  phrase: 'response headers policy',
  path: 'response-headers-policy',
  config: responseHeadersPolicyConfig,
  isDated: true,
  managed: managedResponseHeadersPolicies,
  collectionOf: (state) => state.responseHeadersPolicies,
  complete: checkResponseHeadersPolicy,
  isUsedBy: (config, id) =>
    behaviorsOf(config).some(({ ResponseHeadersPolicyId }) => ResponseHeadersPolicyId === id),
};

export const originAccessControls: PolicyKind<OriginAccessControlConfig> = {
  noun: 'OriginAccessControl',
  phrase: 'origin access control',
  path: 'origin-access-control',
  config: originAccessControlConfig,
  isDated: false,
  managed: [],
  collectionOf: (state) => state.originAccessControls,
  complete: (config) => config,
  isUsedBy: ({ Origins }, id) =>
    Origins.Items.some(({ OriginAccessControlId }) => OriginAccessControlId === id),
};
