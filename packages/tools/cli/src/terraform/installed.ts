import { spawnSync } from 'node:child_process';
import { CliError } from '../errors.ts';

const installation = 'https://developer.hashicorp.com/terraform/install';

/** Terraform's version. Throws `CliError` if it is missing or too old. */
export function checkTerraform(): string {
  const { error, stdout } = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8' });
  if (error) {
    throw new CliError(
      'TerraformMissing',
      `Terraform is not installed, or not on the PATH. Install 1.11 or newer: ${installation}`,
    );
  }
  const [, version = '', ...numbers] = /"terraform_version":\s*"((\d+)\.(\d+)[^"]*)"/.exec(stdout) ?? [];
  const [major = 0, minor = 0] = numbers.map(Number);
  // State in S3 is locked by S3 itself since 1.11.
  if (major > 1 || (major === 1 && minor >= 11)) return version;
  throw new CliError(
    'TerraformTooOld',
    `Expected Terraform 1.11 or newer but found ${version || 'an unknown version'}. Install it: ${installation}`,
  );
}

/** Docker's version. Throws `CliError` if it cannot start LocalStack. */
export function checkDocker(): string {
  const docker = (...args: string[]) => spawnSync('docker', args, { encoding: 'utf8' });
  const { error, stdout } = docker('--version');
  if (error) {
    throw new CliError(
      'DockerMissing',
      'LocalStack needs Docker, which is not installed or not on the PATH. Install it: https://docs.docker.com/get-docker/',
    );
  }
  if (docker('compose', 'version').status !== 0) {
    throw new CliError(
      'ComposeMissing',
      "`docker compose` starts LocalStack, but Docker's Compose plugin is missing (docker-compose 1 is another program). Install it: https://docs.docker.com/compose/install/",
    );
  }
  const { status, stderr } = docker('info');
  if (status !== 0) {
    throw new CliError(
      'DockerNotRunning',
      `LocalStack needs Docker, and \`docker info\` fails: ${stderr.trim()}\nStart Docker, for example with \`sudo systemctl start docker\`.`,
    );
  }
  return /\d+(\.\d+)+/.exec(stdout)?.[0] ?? 'of an unknown version';
}
