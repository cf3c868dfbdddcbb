import { spawnSync } from 'node:child_process';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NotReadyError, session } from '@darkroom/localstack-client';
import { CliError } from '../errors.ts';
import { localstackVersion, type Target } from './target.ts';

/** Finds out what is missing before Terraform does, and says what to do about it. Throws `CliError`. */
export async function preflight(
  target: Target,
  options: { endpoint: string; region: string },
): Promise<void> {
  if (spawnSync('terraform', ['version']).error) {
    throw new CliError(
      'TerraformMissing',
      'Terraform is not installed, or not on the PATH. Get 1.11 or newer: https://developer.hashicorp.com/terraform/install',
    );
  }
  if (target === 'aws') await checkCredentials(options.region);
  else await checkEmulator(target, options.endpoint);
}

async function checkCredentials(region: string): Promise<void> {
  try {
    await new STSClient({ region, maxAttempts: 1 }).send(new GetCallerIdentityCommand({}));
  } catch (error) {
    const { name = '', message = '' } = error instanceof Error ? error : {};
    if (name.startsWith('ExpiredToken') || name.includes('TokenRefresh')) {
      throw new CliError(
        'CredentialsExpired',
        'The AWS credentials have expired. Sign in again, e.g. `aws sso login`.',
      );
    }
    if (name === 'CredentialsProviderError') {
      throw new CliError(
        'CredentialsMissing',
        'There are no AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; `aws sts get-caller-identity` should work.',
      );
    }
    if (/ENOTFOUND|EAI_AGAIN/.test(message)) {
      throw new CliError(
        'RegionUnreachable',
        `AWS has no endpoint for the region ${region}, or there is no network. Check \`region\` in darkroom.config.ts.`,
      );
    }
    throw new CliError('CredentialsRefused', `AWS refuses the credentials: ${message}`);
  }
}

async function checkEmulator(target: 'localstack' | 'embedded', endpoint: string): Promise<void> {
  const health = await session({ endpoint })
    .waitUntilReady({ timeoutMs: 2000 })
    .catch((error: unknown) => {
      throw error instanceof NotReadyError ? notRunning(target, endpoint) : error;
    });
  if (target === 'embedded' || health.version.startsWith(localstackVersion)) return;
  const found = health.edition === 'local-aws' ? 'local-aws' : `LocalStack ${health.version}`;
  throw new CliError(
    'OtherVersion',
    `Expected LocalStack ${localstackVersion} at ${endpoint} but found ${found}. Stop it and run \`docker compose -f docker-compose.localstack.yml up -d --wait\`.`,
  );
}

function notRunning(target: 'localstack' | 'embedded', endpoint: string): CliError {
  if (target === 'embedded') {
    return new CliError(
      'NotRunning',
      `Nothing answers at ${endpoint}. Start the embedded cloud in another terminal: npx --yes pnpm local-aws`,
    );
  }
  if (spawnSync('docker', ['info']).status !== 0) {
    return new CliError('DockerNotRunning', 'Docker is not running, or not installed. LocalStack needs it.');
  }
  return new CliError(
    'NotRunning',
    `Nothing answers at ${endpoint}. Start LocalStack: docker compose -f docker-compose.localstack.yml up -d --wait`,
  );
}
