import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { completionCommand } from '../commands/completion.ts';
import { configCommand } from '../commands/config.ts';
import { logsCommand } from '../commands/logs.ts';
import { lsCommand } from '../commands/ls.ts';
import { bashScript } from './bash.ts';
import { completable } from './completable.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

const program = new Command('darkroom');
for (const command of [lsCommand, logsCommand, configCommand, completionCommand]) program.addCommand(command);
const commands = completable(program);

/** What bash offers for the last of the words. */
function offered(...words: string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const script = `${bashScript(commands)}
COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}
_darkroom 2>/dev/null; echo "\${COMPREPLY[@]}"`;
  const { status, stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout.split(/\s+/).filter((word) => word !== '');
}

test('bash completes commands, their options, and values that are known', () => {
  expect(offered('darkroom', 'l')).toEqual(['ls', 'logs']);
  expect(offered('darkroom', 'ls', '--ta')).toEqual(['--target', '--tag', '--taken-from', '--taken-to']);
  expect(offered('darkroom', 'ls', '--target', 'e')).toEqual(['embedded']);
  expect(offered('darkroom', 'config', '')).toEqual(['check']);
  expect(offered('darkroom', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
});

test('bash completes files where nothing else is known, and nothing for numbers', () => {
  expect(offered('darkroom', 'ls', '')).toEqual([]);
  expect(offered('darkroom', 'ls', '--limit', '')).toEqual([]);
});

test('zsh and fish get every command and option with what it is for', () => {
  const zsh = zshScript(commands);
  const fish = fishScript(commands);
  expect(zsh).toContain("'ls:List images, the newest first.'");
  expect(zsh).toContain("'--target[where it is]:target:(aws localstack embedded)'");
  expect(zsh).toContain("'-f[go on with new lines]'");
  expect(fish).toContain("-a ls -d 'List images, the newest first.'");
  expect(fish).toContain("-l target -x -a 'aws localstack embedded' -d 'where it is'");
  expect(fish).toContain("-s f -l follow -d 'go on with new lines'");
});
