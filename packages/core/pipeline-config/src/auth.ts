import * as z from 'zod';

/** With owners, a caller sees, deletes and reprocesses only the images that it announced. */
const owners = { owners: z.boolean().default(false) };

/** How the REST API identifies its callers; see docs/access.md. */
export const authSchema = z.discriminatedUnion('mode', [
  /** Requests signed with SigV4 by principals whose policies allow `execute-api:Invoke`. */
  z.strictObject({ mode: z.literal('iam'), ...owners }),
  /** An `x-api-key` header, with a usage plan. */
  z.strictObject({
    mode: z.literal('apiKey'),
    ...owners,
    requestsPerSecond: z.number().positive().max(10_000).default(50),
    burst: z.int().positive().max(5_000).default(100),
    requestsPerMonth: z.int().positive().optional(),
  }),
  /** A bearer token of an Amazon Cognito user pool. */
  z.strictObject({
    mode: z.literal('jwt'),
    ...owners,
    userPoolArn: z.string().regex(/^arn:aws[\w-]*:cognito-idp:/, 'must be the ARN of a Cognito user pool'),
  }),
  /** Everybody. Deploying this to AWS requires DARKROOM_ALLOW_PUBLIC_API=1. */
  z.strictObject({ mode: z.literal('none') }),
]);

export type Auth = z.output<typeof authSchema>;
