import { type Completable, type CompletableOption, isPath } from './completable.ts';

export function fishScript(commands: readonly Completable[]): string {
  return [
    '# Completes darkroom in fish.',
    ...commands.map(
      ({ name, description }) =>
        `complete -c darkroom -f -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ),
    ...commands.flatMap((command) => linesOf(command)),
  ].join('\n');
}

function linesOf({ name, options, words }: Completable): string[] {
  const here = `complete -c darkroom -n '__fish_seen_subcommand_from ${name}'`;
  const first = words.length > 0 ? [`${here} -f -a ${quoted(words.join(' '))}`] : [];
  return [...first, ...options.map((option) => `${here} ${optionOf(option)}`)];
}

function optionOf({ flags, description, value, choices }: CompletableOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const offered =
    choices.length > 0 ? `-x -a ${quoted(choices.join(' '))}` : value && isPath(value) ? '-r' : '-x';
  return [...names, ...(value === undefined ? [] : [offered]), '-d', quoted(description)].join(' ');
}

/** In fish, a backslash escapes a single quote between single quotes. */
function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
