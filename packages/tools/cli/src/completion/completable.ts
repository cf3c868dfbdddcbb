import type { Command, Option } from 'commander';

export interface CompletableOption {
  /** `--follow`, and `-f` before it if there is a short one. */
  readonly flags: readonly string[];
  readonly description: string;
  /** What its value is called; absent of options without one. */
  readonly value?: string;
  readonly choices: readonly string[];
}

/** What a shell can complete of a command. */
export interface Completable {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletableOption[];
  /** What its first argument can be: its subcommands or choices. Without any, arguments are completed as files. */
  readonly words: readonly string[];
}

/** All commands of a program, as commander knows them. */
export function completable(program: Command): Completable[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: [command, ...command.commands].flatMap(({ options }) => options.map(optionOf)),
    words: [
      ...command.commands.map((sub) => sub.name()),
      ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    ],
  }));
}

function optionOf({ short, long, description, flags, argChoices }: Option): CompletableOption {
  const [, value] = /[<[](.+?)(?:\.\.\.)?[>\]]/.exec(flags) ?? [];
  return {
    flags: [short, long].filter((flag) => flag !== undefined && flag !== null),
    description,
    ...(value !== undefined && { value }),
    choices: argChoices ?? [],
  };
}

/** Whether a value is the path of a file or a folder. */
export function isPath(value: string): boolean {
  return value === 'file' || value === 'folder';
}

/** For one pair of single quotes, which bash and zsh share. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
