import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

const cacheMs = 5 * 60 * 1000; // a rotated secret takes effect within five minutes

/**
 * Signing secrets from SSM Parameter Store (SecureString `<prefix>/<endpoint>`), where the operator stored them.
 * They are in no environment variable, no zip and no Terraform state.
 */
export function createSecrets(
  client: SSMClient,
  prefix: string,
  now: () => Date,
): (endpoint: string) => Promise<string> {
  const cache = new Map<string, { readonly secret: string; readonly readAt: number }>();
  return async (endpoint) => {
    const cached = cache.get(endpoint);
    if (cached && now().getTime() - cached.readAt < cacheMs) return cached.secret;
    const { Parameter } = await client.send(
      new GetParameterCommand({ Name: `${prefix}/${endpoint}`, WithDecryption: true }),
    );
    const secret = Parameter?.Value;
    if (!secret) throw new Error(`The parameter ${prefix}/${endpoint} is empty`);
    cache.set(endpoint, { secret, readAt: now().getTime() });
    return secret;
  };
}
