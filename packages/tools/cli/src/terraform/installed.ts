import { spawnSync } from 'node:child_process';
import { CliError } from '../errors.ts';

const installation = 'https://developer.hashicorp.com/terraform/install';

/** Throws `CliError` where Terraform is missing or too old. */
export function checkTerraform(): void {
  const { error, stdout } = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8' });
  if (error) {
    throw new CliError(
      'TerraformMissing',
      `Terraform is not installed, or not on the PATH. Get 1.11 or newer: ${installation}`,
    );
  }
  const [, version = '', ...numbers] = /"terraform_version":\s*"((\d+)\.(\d+)[^"]*)"/.exec(stdout) ?? [];
  const [major = 0, minor = 0] = numbers.map(Number);
  // State in S3 is locked by S3 itself since 1.11.
  if (major > 1 || (major === 1 && minor >= 11)) return;
  throw new CliError(
    'TerraformTooOld',
    `Expected Terraform 1.11 or newer but found ${version || 'a version that does not say its number'}. Get it: ${installation}`,
  );
}

/** Throws `CliError` where Docker can't bring LocalStack up. */
export function checkDocker(): void {
  const docker = (...args: string[]) => spawnSync('docker', args, { encoding: 'utf8' });
  if (docker('--version').error) {
    throw new CliError(
      'DockerMissing',
      'LocalStack needs Docker, which is not installed, or not on the PATH. Get it: https://docs.docker.com/get-docker/',
    );
  }
  if (docker('compose', 'version').status !== 0) {
    throw new CliError(
      'ComposeMissing',
      'LocalStack is started by `docker compose`, and Docker has no such plugin here (docker-compose 1 is another program). Get it: https://docs.docker.com/compose/install/',
    );
  }
  const { status, stderr } = docker('info');
  if (status !== 0) {
    throw new CliError(
      'DockerNotRunning',
      `LocalStack needs Docker, and \`docker info\` fails: ${stderr.trim()}\nStart Docker, e.g. \`sudo systemctl start docker\`.`,
    );
  }
}
