import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';

const cacheMs = 5 * 60 * 1000; // a rotated secret takes effect within five minutes

/** Nobody has stored the endpoint's secret yet. */
export class MissingSecretError extends Error {
  readonly code = 'MissingSecret';
  constructor(parameter: string) {
    super(`there is no parameter ${parameter}: put the secret there, as docs/webhooks.md says`);
    this.name = 'MissingSecretError';
  }
}

/**
 * Signing secrets from SSM Parameter Store (SecureString `<prefix>/<endpoint>`), where the operator stored them.
 * They are in no environment variable, no zip and no Terraform state. Throws `MissingSecretError`.
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
    const Name = `${prefix}/${endpoint}`;
    const secret = await read(client, Name);
    if (!secret) throw new MissingSecretError(Name);
    cache.set(endpoint, { secret, readAt: now().getTime() });
    return secret;
  };
}

async function read(client: SSMClient, Name: string): Promise<string | undefined> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined; // SSM says nothing else about it
    throw error;
  }
}
