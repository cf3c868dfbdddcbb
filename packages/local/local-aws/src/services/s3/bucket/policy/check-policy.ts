import { isConditionOperator } from '../../../../auth/policy/conditions.ts';
import { matchesWildcard } from '../../../../auth/wildcard.ts';
import type { Cloud } from '../../../../cloud/cloud.ts';
import { bucketArn } from '../../storage/buckets.ts';
import { type BucketPolicy, malformedPolicy, type PolicyStatement } from './parse-policy.ts';
import { bucketActions, objectActions } from './s3-actions.ts';

const versions = ['2012-10-17', '2008-10-17'];
const maxBytes = 20 * 1024;

/** Checks everything that S3 requires of a bucket's policy beyond its form; throws MalformedPolicy. */
export async function checkPolicy(
  document: string,
  { Version, Statement }: BucketPolicy,
  bucket: string,
  cloud: Cloud,
): Promise<void> {
  if (Buffer.byteLength(document) > maxBytes)
    throw malformedPolicy('Policy exceeds the maximum allowed document size.');
  if (Version !== undefined && !versions.includes(Version))
    throw malformedPolicy('The policy must contain a valid version string');
  const ids = Statement.flatMap(({ Sid }) => Sid || []);
  if (new Set(ids).size !== ids.length)
    throw malformedPolicy('Statement IDs (SID) in a single policy must be unique.');
  for (const statement of Statement) {
    await checkPrincipals(statement, cloud);
    checkActions(statement);
    checkResources(statement, bucket);
    checkConditions(statement);
  }
}

async function checkPrincipals({ Effect, Principal, NotPrincipal }: PolicyStatement, cloud: Cloud) {
  if (NotPrincipal !== undefined && Effect === 'Allow')
    throw malformedPolicy('Allow with NotPrincipal is not allowed.');
  const principals = Principal ?? NotPrincipal;
  if (principals === undefined) throw malformedPolicy('Missing required field Principal');
  if (principals === '*') return;
  const named = Object.entries(principals).flatMap(([kind, names]) =>
    names.map((name) => [kind, name] as const),
  );
  if (named.length === 0) throw malformedPolicy('Invalid principal in policy');
  for (const [kind, name] of named) {
    if (await isPrincipal(kind, name, cloud)) continue;
    throw malformedPolicy('Invalid principal in policy', `"${kind}" : "${name}"`);
  }
}

async function isPrincipal(kind: string, name: string, { accountId, ports }: Cloud): Promise<boolean> {
  if (kind === 'Service') return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(name);
  if (kind === 'Federated') return name !== '';
  if (kind === 'CanonicalUser') return /^[0-9a-f]{64}$/.test(name);
  if (kind !== 'AWS') return false;
  if (name === '*' || /^(\d{12}|A(ID|RO)A[A-Z0-9]+)$/.test(name)) return true;
  const arn =
    /^arn:aws:(?:iam|sts)::(?<account>\d{12}|cloudfront):(?<rest>root|(?:user|role|assumed-role|federated-user)\/[^*]+)$/.exec(
      name,
    )?.groups;
  if (!arn) return false;
  // Whether a principal of another account exists cannot be known here.
  return arn.account !== accountId || arn.rest === 'root' || ports.identities.exists(name);
}

function checkActions({ Action, NotAction, Resource = [] }: PolicyStatement): void {
  const patterns = Action ?? NotAction;
  if (!patterns?.length) throw malformedPolicy('Missing required field Action');
  const known = [...bucketActions, ...objectActions];
  const unknown = patterns.find((pattern) => !known.some((action) => means(pattern, action)));
  if (unknown !== undefined) throw malformedPolicy('Policy has invalid action', unknown);
  if (!Action || Resource.length === 0) return;
  const usable = [
    ...(Resource.some(coversBucket) ? bucketActions : []),
    ...(Resource.some(coversObjects) ? objectActions : []),
  ];
  const idle = Action.find((pattern) => !usable.some((action) => means(pattern, action)));
  if (idle !== undefined)
    throw malformedPolicy('Action does not apply to any resource(s) in statement', idle);
}

function means(pattern: string, action: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
}

function checkResources({ Resource, NotResource }: PolicyStatement, bucket: string): void {
  const patterns = Resource ?? NotResource;
  if (!patterns?.length) throw malformedPolicy('Missing required field Resource');
  const foreign = patterns.find((pattern) => !matchesWildcard(bucketPart(pattern), bucketArn(bucket)));
  if (foreign !== undefined) throw malformedPolicy('Policy has invalid resource', foreign);
}

function bucketPart(resource: string): string {
  return resource.split('/')[0] ?? '';
}

function coversBucket(resource: string): boolean {
  return !resource.includes('/');
}

function coversObjects(resource: string): boolean {
  return resource.includes('/') || resource.endsWith('*');
}

function checkConditions({ Condition = {} }: PolicyStatement): void {
  for (const [operator, keys] of Object.entries(Condition)) {
    if (!isConditionOperator(operator)) throw malformedPolicy(`Invalid Condition type : ${operator}`);
    const unknown = Object.keys(keys).find(
      (key) => !/^(aws|s3|saml|cognito-identity\.amazonaws\.com):./i.test(key),
    );
    if (unknown !== undefined) throw malformedPolicy('Policy has an invalid condition key', unknown);
  }
}
