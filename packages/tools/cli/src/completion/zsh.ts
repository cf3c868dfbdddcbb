import { type Completable, type CompletableOption, isPath, quoted } from './completable.ts';

export function zshScript(commands: readonly Completable[]): string {
  const described = commands.map(
    ({ name, description }) => `    ${quoted(`${name}:${description.replaceAll(':', '\\:')}`)}`,
  );
  const cases = commands.map(({ name, options, words }) => {
    const first = words.length > 0 ? [quoted(`1:what:(${words.join(' ')})`)] : [];
    const specs = [...options.flatMap(specsOf), ...first, quoted('*:file:_files')];
    return `    ${name})\n      _arguments ${specs.join(' \\\n        ')} ;;`;
  });
  return `# Completes darkroom in zsh.
_darkroom() {
  local -a commands=(
${described.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
${cases.join('\n')}
  esac
}
compdef _darkroom darkroom`;
}

function specsOf({ flags, description, value, choices }: CompletableOption): string[] {
  const text = description.replace(/[[\]:\\]/g, '\\$&');
  const completed = choices.length > 0 ? `(${choices.join(' ')})` : value && isPath(value) ? '_files' : ' ';
  const argument = value === undefined ? '' : `:${value}:${completed}`;
  return flags.map((flag) => quoted(`${flag}[${text}]${argument}`));
}
