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
  checkTerraform();
  if (target === 'aws') await callerAccountId(options.region);
  else await checkEmulator(target, options.endpoint);
}

const installation = 'https://developer.hashicorp.com/terraform/install';

function checkTerraform(): void {
  const { error, stdout } = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8' });
  if (error) {
    throw new CliError(
      'TerraformMissing',
      `Terraform is not installed, or not on the PATH. Get 1.11 or newer: ${installation}`,
    );
  }
  const [, version = '', major, minor] = /"terraform_version":\s*"((\d+)\.(\d+)[^"]*)"/.exec(stdout) ?? [];
  // State in S3 is locked by S3 itself since 1.11.
  if (Number(major) > 1 || Number(minor) >= 11) return;
  throw new CliError(
    'TerraformTooOld',
    `Expected Terraform 1.11 or newer but found ${version || 'a version that does not say its number'}. Get it: ${installation}`,
  );
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
