import type { Command } from 'commander';
import type { Options } from '../actions/terraform.ts';
import { stageCommand } from './stack-command.ts';

const environmentHelp = `
Environment:
  DARKROOM_STATE_BUCKET   keeps Terraform's state in S3 instead of a file in infra/
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
  const created = stageCommand(name, description)
    .addHelpText(
      'after',
      `${environmentHelp}

Examples:
  darkroom ${name} --stage prod
  darkroom ${name} --target localstack`,
    )
    .action(async (options: Options) => (await import('../actions/terraform.ts')).run(verb, options));
  return verb === 'diff'
    ? created
    : created.option('--auto-approve', 'make changes without asking for approval');
}
