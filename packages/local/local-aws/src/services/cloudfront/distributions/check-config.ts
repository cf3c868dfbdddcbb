import { AwsError } from '../../../protocol/aws-error.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import { invalidArgument } from '../faults.ts';
import { cachePolicies, originRequestPolicies, responseHeadersPolicies } from '../policies/kinds.ts';
import type { PolicyKind } from '../policies/policy-kind.ts';
import type { BehaviorConfig } from './behavior-config.ts';
import { checkOrigins } from './check-origins.ts';
import type { DistributionConfig } from './distribution-config.ts';

const mostBehaviors = 75;

/** Every error code that CloudFront can be told to answer otherwise. Source: developer guide, "Custom error responses". */
const errorCodes = new Set([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]);

/** What a configuration names must be there and fit together. Throws CloudFront's codes. */
export async function checkConfig(state: CloudFrontState, config: DistributionConfig): Promise<void> {
  await checkOrigins(state, config);
  const { CacheBehaviors, DefaultCacheBehavior, DefaultRootObject, CustomErrorResponses } = config;
  if (CacheBehaviors.Items.length > mostBehaviors)
    throw new AwsError(
      'TooManyCacheBehaviors',
      'You cannot create more cache behaviors for the distribution.',
    );
  const patterns = CacheBehaviors.Items.map(({ PathPattern }) => PathPattern.replace(/^\//, ''));
  if (new Set(patterns).size < patterns.length)
    throw invalidArgument('The parameter PathPattern contains duplicates.');
  if (DefaultRootObject.startsWith('/'))
    throw new AwsError(
      'InvalidDefaultRootObject',
      'The default root object file name is too big or contains an invalid character.',
    );
  for (const { ErrorCode, ResponsePagePath, ResponseCode } of CustomErrorResponses.Items) {
    if (!errorCodes.has(ErrorCode))
      throw new AwsError('InvalidErrorCode', 'An invalid error code was specified.');
    if ((ResponsePagePath === '') !== (ResponseCode === ''))
      throw invalidArgument('The parameters ResponsePagePath and ResponseCode must be given together.');
  }
  for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors.Items])
    await checkBehavior(state, config, behavior);
}

async function checkBehavior(
  state: CloudFrontState,
  { Origins, OriginGroups }: DistributionConfig,
  behavior: BehaviorConfig,
): Promise<void> {
  const { TargetOriginId, AllowedMethods, CachePolicyId, FunctionAssociations } = behavior;
  const inGroup = OriginGroups.Items.some(({ Id }) => Id === TargetOriginId);
  if (!inGroup && !Origins.Items.some(({ Id }) => Id === TargetOriginId))
    throw new AwsError('NoSuchOrigin', 'No origin exists with the specified Origin Id.', 404);
  const methods = [...AllowedMethods.Items].sort().join();
  if (!['GET,HEAD', 'GET,HEAD,OPTIONS', 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'].includes(methods))
    throw invalidArgument('The parameter AllowedMethods contains an invalid set of methods.');
  if (!/^GET,HEAD(,OPTIONS)?$/.test([...AllowedMethods.CachedMethods.Items].sort().join()))
    throw invalidArgument('The parameter CachedMethods contains an invalid set of methods.');
  if (inGroup && AllowedMethods.Items.length > 3)
    throw invalidArgument(
      'The parameter AllowedMethods cannot include POST, PUT, PATCH, and DELETE for a cached behavior associated with an origin group.',
    );
  if (CachePolicyId === undefined) throw invalidArgument('The parameter ForwardedValues is required.');
  await checkPolicy(state, cachePolicies, CachePolicyId);
  await checkPolicy(state, originRequestPolicies, behavior.OriginRequestPolicyId);
  await checkPolicy(state, responseHeadersPolicies, behavior.ResponseHeadersPolicyId);

  const events = FunctionAssociations.Items.map(({ EventType }) => EventType);
  if (new Set(events).size < events.length || events.some((event) => event.startsWith('origin-')))
    throw invalidFunctionAssociation();
  for (const { FunctionARN } of FunctionAssociations.Items) {
    const found = await state.functions.get(FunctionARN.split('/')[1] ?? '');
    if (!found?.live) throw invalidFunctionAssociation();
  }
}

async function checkPolicy<Config extends { readonly Name: string }>(
  state: CloudFrontState,
  kind: PolicyKind<Config>,
  id: string | undefined,
): Promise<void> {
  if (id === undefined || kind.managed.some((policy) => policy.id === id)) return;
  if (await kind.collectionOf(state).get(id)) return;
  throw new AwsError(`NoSuch${kind.noun}`, `The specified ${kind.phrase} does not exist.`, 404);
}

function invalidFunctionAssociation(): AwsError {
  return new AwsError('InvalidFunctionAssociation', 'A CloudFront function association is invalid.');
}
