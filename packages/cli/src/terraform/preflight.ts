import { spawnSync } from 'node:child_process';
import { NotReadyError, session } from '@darkroom/localstack-client';
import { callerAccountId } from '../caller.ts';
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
  if (target === 'aws') await callerAccountId(options.region);
  else await checkEmulator(target, options.endpoint);
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
