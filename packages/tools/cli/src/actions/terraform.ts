import { resolve } from 'node:path';
import { builtConfig, readSettings, stackName } from '@darkroom/infra';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { cdktf } from '../terraform/cdktf.ts';
import { explain } from '../terraform/explain.ts';
import { leftovers } from '../terraform/leftovers.ts';
import { preflight } from '../terraform/preflight.ts';
import { userFolder } from '../user-folder.ts';
import { resolveWhere } from './where.ts';

export interface Options extends WhereOptions {
  readonly autoApprove?: boolean;
  readonly outputsFile?: string;
}

/** The root user of local-aws and LocalStack, regardless of the AWS account that the terminal is signed in to. */
const localCredentials = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
};

export async function run(verb: 'deploy' | 'diff' | 'destroy', options: Options): Promise<void> {
  const { outputsFile } = options;
  const { target, stage, endpoint } = resolveWhere(options, process.env, userFolder());
  const variables = {
    DARKROOM_TARGET: target,
    DARKROOM_STAGE: stage,
    ...(endpoint !== undefined && { DARKROOM_ENDPOINT: endpoint }),
  };
  const settings = readSettings({ ...process.env, ...variables });
  const config = builtConfig();
  await preflight(target, { endpoint: settings.endpoint, region: config.region });

  // A local stack can be created again, so nobody is asked.
  const approve = options.autoApprove === true || target !== 'aws';
  if (verb !== 'diff' && !approve && !process.stdin.isTTY) {
    throw new CliError(
      'NotInteractive',
      'There is no terminal on which to ask for approval. Add --auto-approve.',
      2,
    );
  }
  const stack = stackName(config, settings);
  const environment = { ...variables, ...(target === 'aws' ? {} : localCredentials) };
  const { exitCode, output } = await cdktf(
    [
      verb,
      stack,
      '--skip-provider-lock', // cdktf.out is created again each time, so a lock file in it protects nothing
      ...(verb !== 'diff' && approve ? ['--auto-approve'] : []),
      ...(outputsFile === undefined ? [] : ['--outputs-file', resolve(userFolder(), outputsFile)]),
    ],
    environment,
  );
  if (exitCode === 0) return;
  process.exitCode = 1;
  for (const advice of explain(output)) console.error(`\n${advice}`);
  if (verb !== 'destroy') return;
  const left = leftovers(stack, environment);
  if (left.length > 0) console.error(`\nNot deleted:\n${left.map((resource) => `  ${resource}`).join('\n')}`);
}
