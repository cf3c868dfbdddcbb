import { isIP } from 'node:net';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import { invalidArgument } from '../faults.ts';
import type { DistributionConfig } from './distribution-config.ts';
import type { OriginConfig, OriginGroupConfig } from './origin-config.ts';
import { originKind } from './origin-kind.ts';

const mostOrigins = 100;
const mostGroups = 10;
const failoverCodes = new Set([403, 404, 416, 429, 500, 502, 503, 504]);

/** Headers that an origin's own ones cannot be. Source: developer guide, "Add custom headers to origin requests". */
const forbidden =
  /^(cache-control|connection|content-length|cookie|host|if-match|if-modified-since|if-none-match|if-range|if-unmodified-since|max-forwards|pragma|proxy-.*|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-amz-.*|x-edge-.*|x-real-ip)$/i;

/** Throws CloudFront's codes. */
export async function checkOrigins(state: CloudFrontState, config: DistributionConfig): Promise<void> {
  const { Origins, OriginGroups } = config;
  if (Origins.Items.length === 0) throw invalidArgument('The parameter Origins is required.');
  if (Origins.Items.length > mostOrigins)
    throw new AwsError('TooManyOrigins', 'You cannot create more origins for the distribution.');
  if (OriginGroups.Items.length > mostGroups)
    throw new AwsError(
      'TooManyOriginGroupsPerDistribution',
      'Processing your request would cause you to exceed the maximum number of origin groups allowed.',
    );
  const ids = [...Origins.Items, ...OriginGroups.Items].map(({ Id }) => Id);
  if (new Set(ids).size < ids.length)
    throw invalidArgument('The parameter Id of origins contains duplicates.');
  for (const group of OriginGroups.Items) checkGroup(group, Origins.Items);
  for (const origin of Origins.Items) await checkOrigin(state, origin);
}

function checkGroup(
  { Members, FailoverCriteria }: OriginGroupConfig,
  origins: readonly OriginConfig[],
): void {
  const members = Members.Items.map(({ OriginId }) => OriginId);
  if (members.length !== 2 || members[0] === members[1])
    throw invalidArgument('The parameter Members must be two different origins.');
  if (!members.every((id) => origins.some(({ Id }) => Id === id)))
    throw new AwsError('NoSuchOrigin', 'No origin exists with the specified Origin Id.', 404);
  const codes = FailoverCriteria.StatusCodes.Items;
  if (codes.length === 0 || !codes.every((code) => failoverCodes.has(code)))
    throw invalidArgument('The parameter StatusCodes contains a code that is not allowed.');
}

async function checkOrigin(state: CloudFrontState, origin: OriginConfig): Promise<void> {
  const { DomainName, OriginPath, CustomHeaders, S3OriginConfig, CustomOriginConfig } = origin;
  if (!/^[a-zA-Z0-9.-]+$/.test(DomainName) || isIP(DomainName) !== 0)
    throw new AwsError(
      'InvalidOrigin',
      'The Amazon S3 origin server specified does not refer to a valid Amazon S3 bucket.',
    );
  if (OriginPath !== '' && !/^\/.*[^/]$/.test(OriginPath))
    throw invalidArgument('The parameter OriginPath must begin with a slash and not end with one.');
  if ((S3OriginConfig === undefined) === (CustomOriginConfig === undefined))
    throw new AwsError(
      'InvalidOrigin',
      'Exactly one of CustomOriginConfig, VpcOriginConfig and S3OriginConfig must be specified.',
    );
  if (S3OriginConfig && originKind(DomainName).kind !== 's3')
    throw new AwsError(
      'InvalidOrigin',
      'The Amazon S3 origin server specified does not refer to a valid Amazon S3 bucket.',
    );
  const refused = CustomHeaders.Items.find(({ HeaderName }) => forbidden.test(HeaderName));
  if (refused)
    throw invalidArgument(`The parameter HeaderName contains ${refused.HeaderName} that is not allowed.`);
  await checkAccessControl(state, origin);
}

async function checkAccessControl(
  state: CloudFrontState,
  { DomainName, OriginAccessControlId }: OriginConfig,
): Promise<void> {
  if (OriginAccessControlId === '') return;
  const control = await state.originAccessControls.get(OriginAccessControlId);
  if (!control)
    throw new AwsError('InvalidOriginAccessControl', 'The origin access control is not valid.', 400);
  if (control.config.OriginAccessControlOriginType !== originKind(DomainName).kind)
    throw new AwsError(
      'InvalidDomainNameForOriginAccessControl',
      'An origin access control is associated with an origin whose domain name is not supported.',
    );
}
