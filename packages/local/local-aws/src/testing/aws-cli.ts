import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether the AWS CLI, version 1 or 2, is installed. */
export const hasAwsCli = spawnSync('aws', ['--version']).status === 0;
if (!hasAwsCli) console.warn('Skipped: the AWS CLI (`aws`) is not installed, so nothing is tested with it.');

/** Runs `aws` as root against local-aws, in `folder`, and resolves with its output. */
export function awsCli(endpoint: string, folder: string): (...args: string[]) => Promise<string> {
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: join(folder, 'no-config'),
    PYTHONUTF8: '1',
  };
  return async (...args) => {
    const { stdout } = await run('aws', ['--endpoint-url', endpoint, ...args], { cwd: folder, env });
    return stdout;
  };
}
