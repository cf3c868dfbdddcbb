import { Command, Option } from 'commander';
import type { Options } from '../actions/terraform.ts';
import { targets } from '../terraform/target.ts';

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
    .action(async (options: Options) => (await import('../actions/terraform.ts')).run(verb, options));
  return verb === 'diff'
    ? created
    : created.option('--auto-approve', 'make changes without asking for approval');
}
