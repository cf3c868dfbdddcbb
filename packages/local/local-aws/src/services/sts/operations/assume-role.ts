import { z } from 'zod';
import { accessDenied } from '../../../auth/access-denied.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { credentialsDocument } from '../credentials.ts';
import { operation } from '../sts-state.ts';

export const assumeRole = operation({
  name: 'AssumeRole',
  input: z.strictObject({
    RoleArn: z.string().min(20).max(2048),
    RoleSessionName: z
      .string()
      .min(2)
      .max(64)
      .regex(/^[\w+=,.@-]*$/),
    DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
    ExternalId: z
      .string()
      .min(2)
      .max(1224)
      .regex(/^[\w+=,.@:/-]*$/)
      .optional(),
    MinimumSessionTokenSize: notServed,
    Policy: notServed,
    PolicyArns: notServed,
    ProvidedContexts: notServed,
    SerialNumber: notServed,
    SourceIdentity: notServed,
    Tags: notServed,
    TokenCode: notServed,
    TransitiveTagKeys: notServed,
  }),
  resource: ({ RoleArn }) => checkedRoleArn(RoleArn),
  conditionKeys: ({ ExternalId, RoleSessionName }) => ({
    'sts:RoleSessionName': RoleSessionName,
    ...(ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId }),
  }),
  async run({ RoleArn, RoleSessionName, DurationSeconds }, { cloud, request }) {
    const { identities } = cloud.ports;
    // AWS does not tell a role that is not there from one that may not be assumed.
    if ((await identities.trustPolicyOf(RoleArn)) === undefined)
      throw accessDenied(request.caller, 'sts:AssumeRole', RoleArn, 'no policy');
    const credentials = await identities.roleCredentials(RoleArn, RoleSessionName, DurationSeconds);
    const identity = await identities.identityOf(credentials.accessKeyId);
    return {
      AssumedRoleUser: { AssumedRoleId: identity?.caller.userId, Arn: identity?.caller.arn },
      Credentials: credentialsDocument(credentials),
    };
  },
});

/** Throws ValidationError for what is the ARN of no role. */
function checkedRoleArn(arn: string): string {
  if (/^arn:[\w-]+:iam::\d{12}:role\/(.*\/)?[\w+=,.@-]+$/.test(arn)) return arn;
  throw new AwsError('ValidationError', `${arn} is invalid`, 400);
}
