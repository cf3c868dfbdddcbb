import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../errors.ts';

/** The nearest folder, from this one upwards, that has a darkroom.config.ts and functions beside it. Throws `CliError`. */
export function workspaceRoot(folder: string): string {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    if (existsSync(join(at, 'darkroom.config.ts')) && existsSync(join(at, 'packages/functions'))) return at;
    if (dirname(at) === at)
      throw new CliError(
        'NoWorkspace',
        `There is no darkroom.config.ts in ${folder} or above. Run this in your copy of Darkroom's repository.`,
        2,
      );
  }
}
