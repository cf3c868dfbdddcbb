import type { Auth } from '@darkroom/pipeline-config';
import * as z from 'zod';
import { Problem } from './problem.ts';

/** What API Gateway says about the caller; only the fields that matter here. */
const requestContextSchema = z.object({
  identity: z.object({ userArn: z.string().nullish(), apiKeyId: z.string().nullish() }).nullish(),
  authorizer: z.object({ claims: z.object({ sub: z.string() }).optional() }).nullish(),
});

/** In the catalog's keys it stands for images without an owner, which a token's `sub` must not open. */
const nobody = '-';

/**
 * Whose images the caller may see; `undefined` if images have no owners. Throws a `Problem` if they have owners but the
 * request does not identify the caller.
 */
export function ownerOf(auth: Auth | undefined, requestContext: unknown): string | undefined {
  if (!auth || auth.mode === 'none' || !auth.owners) return undefined;
  const { data } = requestContextSchema.safeParse(requestContext);
  const owner = {
    iam: principalOf(data?.identity?.userArn),
    apiKey: data?.identity?.apiKeyId,
    jwt: data?.authorizer?.claims?.sub,
  }[auth.mode];
  if (!owner || owner === nobody)
    throw new Problem(403, 'UnknownCaller', 'The request does not identify its caller.');
  return owner;
}

/** The user who assumes a role chooses the session name, so images belong to the role, not to the session. */
function principalOf(userArn: string | null | undefined): string | null | undefined {
  return userArn?.replace(/^(arn:[^:]+):sts:(:\d+):assumed-role\/([^/]+)\/.*$/, '$1:iam:$2:role/$3');
}
