import { resolve } from 'node:path';
import { builtConfig, readSettings, stackName } from '@darkroom/infra';
import { Command, Option } from 'commander';
import { CliError } from '../errors.ts';
import { cdktf } from '../terraform/cdktf.ts';
import { explain } from '../terraform/explain.ts';
import { leftovers } from '../terraform/leftovers.ts';
import { preflight } from '../terraform/preflight.ts';
import { type Target, targets } from '../terraform/target.ts';

interface Options {
  readonly target: Target;
  readonly autoApprove?: boolean;
  readonly outputsFile?: string;
}

const environmentHelp = `
Environment:
  DARKROOM_STAGE          part of every resource's name (default: dev)
  DARKROOM_STATE_BUCKET   keeps Terraform's state in S3 instead of a file in infra/
  DARKROOM_ENDPOINT       of LocalStack or the embedded cloud (default: http://127.0.0.1:4566)
  DARKROOM_ALLOW_PUBLIC_API=1   lets auth.mode 'none' be deployed to AWS`;

export const terraformCommands = [
  command('deploy', 'Deploy the stack with Terraform.', 'deploy').option(
    '--outputs-file <file>',
    'write the outputs to this file as JSON',
  ),
  command('plan', 'Show what a deployment would change.', 'diff'),
  command('destroy', 'Destroy the stack with Terraform.', 'destroy'),
];

function command(name: string, description: string, verb: 'deploy' | 'diff' | 'destroy'): Command {
  const created = new Command(name)
    .description(description)
    .addOption(new Option('--target <target>', 'where the stack is deployed').choices(targets).default('aws'))
    .addHelpText('after', environmentHelp)
    .action((options: Options) => run(verb, options));
  return verb === 'diff'
    ? created
    : created.option('--auto-approve', 'make changes without asking for approval');
}

/** The root user of local-aws and LocalStack, regardless of the AWS account that the terminal is signed in to. */
const localCredentials = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
};

async function run(verb: 'deploy' | 'diff' | 'destroy', options: Options): Promise<void> {
  const { target, outputsFile } = options;
  const settings = readSettings({ ...process.env, DARKROOM_TARGET: target });
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
  const folder = process.env.INIT_CWD ?? process.cwd();
  const stack = stackName(config, settings);
  const environment = { DARKROOM_TARGET: target, ...(target === 'aws' ? {} : localCredentials) };
  const { exitCode, output } = await cdktf(
    [
      verb,
      stack,
      '--skip-provider-lock', // cdktf.out is created again each time, so a lock file in it protects nothing
      ...(verb !== 'diff' && approve ? ['--auto-approve'] : []),
      ...(outputsFile === undefined ? [] : ['--outputs-file', resolve(folder, outputsFile)]),
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
