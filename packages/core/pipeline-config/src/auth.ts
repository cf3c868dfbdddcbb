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
    userPoolArn: z
      .string()
      .regex(
        /^arn:aws[\w-]*:cognito-idp:[\w-]+:\d{12}:userpool\/[\w-]+$/,
        'must be the ARN of a Cognito user pool',
      ),
    /** With it, people sign in to the gallery at the user pool's own page. */
    signIn: z
      .strictObject({
        /** Of an app client without a secret. */
        clientId: z.string().regex(/^[\w+]{1,128}$/, 'must be the id of an app client'),
        /** The origin of the user pool's domain. */
        domain: z
          .string()
          .regex(
            /^(https:\/\/[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1))(:\d+)?$/,
            "must be the user pool's domain, such as https://photos.auth.eu-central-1.amazoncognito.com",
          ),
      })
      .optional(),
  }),
  /** Everybody. Deploying this to AWS requires DARKROOM_ALLOW_PUBLIC_API=1. */
  z.strictObject({ mode: z.literal('none') }),
]);

export type Auth = z.output<typeof authSchema>;
