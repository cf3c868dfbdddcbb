import type { Command } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { completable } from '../completion/completable.ts';
import { fishScript } from '../completion/fish.ts';
import type { Shell } from '../completion/shells.ts';
import { zshScript } from '../completion/zsh.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

export function run(shell: Shell, program: Command): void {
  console.log(scripts[shell](completable(program)));
}
