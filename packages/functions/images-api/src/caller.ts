import type { Auth } from '@darkroom/pipeline-config';
import { z } from 'zod';
import { Problem } from './problem.ts';

/** What API Gateway says of the caller, as far as it matters here. */
const requestContextSchema = z.object({
  identity: z.object({ userArn: z.string().nullish(), apiKeyId: z.string().nullish() }).nullish(),
  authorizer: z.object({ claims: z.object({ sub: z.string() }).optional() }).nullish(),
});

/**
 * Whose images the caller may see: `undefined` where images have no owners. Throws a `Problem` when they have, but
 * the request does not tell who calls.
 */
export function ownerOf(auth: Auth | undefined, requestContext: unknown): string | undefined {
  if (!auth || auth.mode === 'none' || !auth.owners) return undefined;
  const { data } = requestContextSchema.safeParse(requestContext);
  const owner = {
    iam: principalOf(data?.identity?.userArn),
    apiKey: data?.identity?.apiKeyId,
    jwt: data?.authorizer?.claims?.sub,
  }[auth.mode];
  if (!owner) throw new Problem(403, 'UnknownCaller', 'The request does not tell who sent it.');
  return owner;
}

/** Who assumes a role chooses the name of the session, so images are the role's and not the session's. */
function principalOf(userArn: string | null | undefined): string | null | undefined {
  return userArn?.replace(/^(arn:[^:]+):sts:(:\d+):assumed-role\/([^/]+)\/.*$/, '$1:iam:$2:role/$3');
}
