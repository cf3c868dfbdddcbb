import type { AccessControl, AccessRequest } from '../cloud/access.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type Caller, serviceCaller } from '../protocol/message.ts';
import { accessDenied, type DenialReason } from './access-denied.ts';
import { identify } from './identify.ts';
import type { ConditionContext } from './policy/condition-context.ts';
import { parsePolicy } from './policy/document.ts';
import { type Decision, evaluate } from './policy/evaluate.ts';
import { requestContext } from './policy/request-context.ts';
import { verifyPostPolicySignature } from './post-policy-signature.ts';
import { refusalsOf } from './refusals.ts';
import type { AccessKeyClaim } from './signature/claim.ts';

/** No policy can forbid these, so that everybody can find out who they are. */
const alwaysAllowed: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken']);

/** The root user may do these whatever a bucket's policy says, so that nobody is locked out for ever. */
const policyRescue: ReadonlySet<string> = new Set([
  's3:GetBucketPolicy',
  's3:PutBucketPolicy',
  's3:DeleteBucketPolicy',
]);

/** Source: IAM user guide, "Policy evaluation logic", for one account. */
export function createAccessControl(cloud: Cloud, { enforceIam }: { enforceIam: boolean }): AccessControl {
  async function decide(caller: Caller, access: AccessRequest, context: ConditionContext): Promise<void> {
    const { action, resources, resourcePolicy, policyLeads } = access;
    if (alwaysAllowed.has(action) || (caller.kind === 'root' && policyRescue.has(action))) return;
    const ofResource = resourcePolicy === undefined ? [] : parsePolicy(resourcePolicy);
    const ofIdentity = await identityStatements(caller);
    for (const resource of resources) {
      const question = { action, resource, context };
      const byResource = evaluate(ofResource, question, caller);
      const ofCaller: Decision = caller.kind === 'root' ? 'allow' : evaluate(ofIdentity, question);
      const isLeft = !policyLeads || evaluate(ofResource, question, rootOf(caller)) === 'allow';
      const byIdentity = ofCaller === 'allow' && !isLeft ? 'no match' : ofCaller;
      const denial = denialOf(byResource, byIdentity, isLeft);
      const by = denial ?? (byIdentity === 'allow' ? 'identity policy' : 'resource policy');
      const { principalArn } = caller;
      cloud.decisions.record({ principalArn, action, resource, allowed: !denial, by, at: cloud.now() });
      if (denial) throw accessDenied(caller, action, resource, denial);
    }
  }

  async function identityStatements({ kind, principalArn }: Caller) {
    if (kind !== 'role' && kind !== 'user') return [];
    return (await cloud.ports.identities.policiesOf(principalArn)).flatMap(parsePolicy);
  }

  return {
    isEnforced: enforceIam,
    async authorize(request, access) {
      if (!enforceIam && request.caller.kind !== 'anonymous') return;
      await decide(request.caller, access, requestContext(request, cloud.region, access.context));
    },
    async authorizeRole(roleArn, access) {
      if (!enforceIam) return;
      const request = {
        caller: roleCaller(cloud, roleArn),
        sourceIp: '127.0.0.1',
        receivedAt: cloud.now(),
        headers: {},
      };
      await decide(request.caller, access, requestContext(request, cloud.region, access.context));
    },
    async authorizeService(service, sourceArn, access) {
      if (!enforceIam) return;
      const caller = serviceCaller(cloud.accountId, service);
      const request = { caller, sourceIp: '127.0.0.1', receivedAt: cloud.now(), headers: {} };
      const context = requestContext(request, cloud.region, {
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': service,
        'aws:SourceArn': sourceArn,
        'aws:SourceAccount': cloud.accountId,
        ...access.context,
      });
      await decide(caller, access, context);
    },
    async authenticatePostPolicy(fields) {
      const identityOf = (claim: AccessKeyClaim) => identify(cloud, claim, refusalsOf('s3'));
      return (await verifyPostPolicySignature(fields, identityOf)).caller;
    },
  };
}

function denialOf(byResource: Decision, byIdentity: Decision, isLeft: boolean): DenialReason | undefined {
  if (byResource === 'explicit deny') return 'resource policy';
  if (byIdentity === 'explicit deny') return 'identity policy';
  if (byResource === 'allow' || byIdentity === 'allow') return undefined;
  return isLeft ? 'no policy' : 'no resource policy';
}

/** The account that a caller belongs to, as a principal. */
function rootOf(caller: Caller): Caller {
  const arn = `arn:aws:iam::${caller.accountId}:root`;
  return { ...caller, kind: 'root', arn, principalArn: arn };
}

function roleCaller({ accountId }: Cloud, roleArn: string): Caller {
  const name = roleArn.split('/').at(-1) ?? '';
  const arn = `arn:aws:sts::${accountId}:assumed-role/${name}/local-aws`;
  return { kind: 'role', accountId, arn, principalArn: roleArn, userId: `AROA:${name}` };
}
