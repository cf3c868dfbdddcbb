import { Argument, Command } from 'commander';
import { type Shell, shells } from '../completion/shells.ts';

export const completionCommand = new Command('completion')
  .description('Print a script that completes commands and options in a shell.')
  .addArgument(new Argument('<shell>', 'which one').choices(shells))
  .addHelpText(
    'after',
    `
The script is for a command named darkroom. Where there is none, make it an alias, here in the checkout:
  alias darkroom="node $PWD/scripts/darkroom.mjs"

Examples:
  darkroom completion bash >> ~/.bashrc
  darkroom completion zsh >> ~/.zshrc                                  below compinit
  darkroom completion fish > ~/.config/fish/completions/darkroom.fish`,
  )
  .action(async (shell: Shell, _options: object, command: Command) =>
    (await import('../actions/completion.ts')).run(shell, command.parent ?? command),
  );
