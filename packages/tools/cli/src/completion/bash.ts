import { type Completable, isPath, quoted } from './completable.ts';

/** Where nothing is offered, bash completes files. */
export function bashScript(commands: readonly Completable[]): string {
  const offer = (words: readonly string[]) =>
    `COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$word"))`;
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ flags, value, choices }) => {
      if (value === undefined || isPath(value)) return [];
      const patterns = flags.map((flag) => quoted(`${name} ${flag}`)).join('|');
      return [`    ${patterns}) ${choices.length > 0 ? offer(choices) : 'compopt +o default'}; return ;;`];
    }),
  );
  const options = commands.map(
    (command) =>
      `      ${command.name}) ${offer(['--help', ...command.options.flatMap(({ flags }) => flags)])} ;;`,
  );
  const words = commands.flatMap(({ name, words: first }) =>
    first.length > 0 ? [`      ${name}) ${offer(first)} ;;`] : [],
  );
  return `# Completes darkroom in bash.
_darkroom() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    ${offer(commands.map(({ name }) => name))}
    return
  fi
  case "\${COMP_WORDS[1]} $before" in
${values.join('\n')}
  esac
  if [[ $word == -* ]]; then
    case \${COMP_WORDS[1]} in
${options.join('\n')}
    esac
  elif ((COMP_CWORD == 2)); then
    case \${COMP_WORDS[1]} in
${words.join('\n')}
    esac
  fi
}
complete -o default -F _darkroom darkroom`;
}
