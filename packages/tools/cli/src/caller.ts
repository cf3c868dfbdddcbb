import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CliError } from './errors.ts';

/** The account of the environment's AWS credentials. Throws a `CliError` that says what is wrong with them. */
export async function callerAccountId(region: string): Promise<string> {
  try {
    const sts = new STSClient({ region, maxAttempts: 1 });
    return (await sts.send(new GetCallerIdentityCommand({}))).Account ?? '';
  } catch (error) {
    const { name = '', message = '' } = error instanceof Error ? error : {};
    if (name.startsWith('ExpiredToken') || name.includes('TokenRefresh')) {
      throw new CliError(
        'CredentialsExpired',
        'The AWS credentials have expired. Sign in again, for example with `aws sso login`.',
      );
    }
    if (name === 'CredentialsProviderError') {
      throw new CliError(
        'CredentialsMissing',
        'There are no AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Then `aws sts get-caller-identity` must work.',
      );
    }
    if (/ENOTFOUND|EAI_AGAIN/.test(message)) {
      throw new CliError(
        'RegionUnreachable',
        `AWS has no endpoint for the region ${region}, or there is no network. Check \`region\` in darkroom.config.ts.`,
      );
    }
    throw new CliError('CredentialsRefused', `AWS refused the credentials: ${message}`);
  }
}
