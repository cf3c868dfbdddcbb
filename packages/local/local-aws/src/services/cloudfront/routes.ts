import type { XmlRoute } from '../../protocol/rest-xml.ts';
import type { CloudFrontState } from './cloudfront-state.ts';
import { createDistribution, createDistributionWithTags } from './distributions/create-distribution.ts';
import { deleteDistribution } from './distributions/delete-distribution.ts';
import { getDistribution, getDistributionConfig } from './distributions/get-distribution.ts';
import { listDistributions } from './distributions/list-distributions.ts';
import { updateDistribution } from './distributions/update-distribution.ts';
import { createFunction } from './functions/create-function.ts';
import { deleteFunction } from './functions/delete-function.ts';
import { describeFunction, getFunction } from './functions/get-function.ts';
import { listFunctions } from './functions/list-functions.ts';
import { publishFunction } from './functions/publish-function.ts';
import { testFunction } from './functions/test-function.ts';
import { updateFunction } from './functions/update-function.ts';
import { createInvalidation } from './invalidations/create-invalidation.ts';
import { getInvalidation } from './invalidations/get-invalidation.ts';
import { listInvalidations } from './invalidations/list-invalidations.ts';
import { createKeyValueStore } from './key-value-stores/create-key-value-store.ts';
import { deleteKeyValueStore } from './key-value-stores/delete-key-value-store.ts';
import { describeKeyValueStore } from './key-value-stores/describe-key-value-store.ts';
import { listKeyValueStores } from './key-value-stores/list-key-value-stores.ts';
import { updateKeyValueStore } from './key-value-stores/update-key-value-store.ts';
import {
  cachePolicies,
  originAccessControls,
  originRequestPolicies,
  responseHeadersPolicies,
} from './policies/kinds.ts';
import { listOriginAccessControls } from './policies/list-origin-access-controls.ts';
import { listDistributionsBy, listPolicies } from './policies/list-policies.ts';
import { policyRoutes } from './policies/policy-routes.ts';
import { listTagsForResource, tagResource, untagResource } from './tags/tag-resource.ts';

/** Every operation of CloudFront's API that is served. One that its query tells apart stands before the others of its address. */
export const routes: readonly XmlRoute<CloudFrontState>[] = [
  createDistributionWithTags,
  createDistribution,
  deleteDistribution,
  getDistribution,
  getDistributionConfig,
  listDistributions,
  updateDistribution,
  createFunction,
  deleteFunction,
  describeFunction,
  getFunction,
  listFunctions,
  publishFunction,
  testFunction,
  updateFunction,
  createInvalidation,
  getInvalidation,
  listInvalidations,
  createKeyValueStore,
  deleteKeyValueStore,
  describeKeyValueStore,
  listKeyValueStores,
  updateKeyValueStore,
  ...policyRoutes(cachePolicies),
  listPolicies(cachePolicies),
  listDistributionsBy(cachePolicies),
  ...policyRoutes(originRequestPolicies),
  listPolicies(originRequestPolicies),
  listDistributionsBy(originRequestPolicies),
  ...policyRoutes(responseHeadersPolicies),
  listPolicies(responseHeadersPolicies),
  listDistributionsBy(responseHeadersPolicies),
  ...policyRoutes(originAccessControls),
  listOriginAccessControls,
  tagResource,
  untagResource,
  listTagsForResource,
];
