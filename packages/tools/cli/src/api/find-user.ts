import { APIGatewayClient, GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { STSClient } from '@aws-sdk/client-sts';
import { builtConfig } from '@darkroom/infra/built-config';
import { session } from '@darkroom/localstack-client';
import { CliError } from '../errors.ts';
import type { StackOptions } from '../operations/stack.ts';
import { type Identity, signedBy } from '../start/callers/signed-by.ts';

/**
 * Who the user is to the API, as `auth` in darkroom.config.ts requires. Throws a `CliError` that says which variable to
 * set.
 */
export async function findUser({ endpoint }: StackOptions): Promise<Identity> {
  const { auth, region } = builtConfig();
  switch (auth?.mode ?? (endpoint === undefined ? 'iam' : 'none')) {
    case 'iam':
      return signedBy(
        endpoint === undefined
          ? new STSClient({ region }).config.credentials
          : session({ endpoint, region }).credentials,
        region,
      );
    case 'apiKey': {
      const key = process.env.DARKROOM_API_KEY || (endpoint && (await keyOfStart(endpoint, region)));
      if (!key) throw missing('DARKROOM_API_KEY', 'an API key', 'docs/access.md says how to make one');
      return async () => ({ 'x-api-key': key });
    }
    case 'jwt': {
      const token = process.env.DARKROOM_TOKEN;
      if (!token) {
        throw missing('DARKROOM_TOKEN', 'an ID token of the user pool', '`pnpm start` prints one of its own');
      }
      return async () => ({ authorization: `Bearer ${token}` });
    }
    default:
      return async () => ({});
  }
}

/** The key that `pnpm start` made, so that its user need not copy it. */
async function keyOfStart(endpoint: string, region: string): Promise<string | undefined> {
  const apiGateway = session({ endpoint, region }).client(APIGatewayClient);
  const { items = [] } = await apiGateway.send(
    new GetApiKeysCommand({ nameQuery: 'pnpm start', includeValues: true }),
  );
  return items[0]?.value;
}

function missing(variable: string, what: string, where: string): CliError {
  return new CliError('NotSignedIn', `The API wants ${what}: set ${variable}. ${where}.`);
}
