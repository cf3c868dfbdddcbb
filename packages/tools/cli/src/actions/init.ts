import { basename, relative, resolve } from 'node:path';
import { configSchema } from '@darkroom/pipeline-config';
import { CliError } from '../errors.ts';
import { writeRepository } from '../init/write-repository.ts';
import { userFolder } from '../user-folder.ts';
import { visible } from '../visible.ts';
import { checkoutRoot } from './checkout-root.ts';

export interface Options {
  readonly name?: string;
  readonly json?: boolean;
}

export async function run(folder: string, { name, json }: Options): Promise<void> {
  const path = resolve(userFolder(), folder);
  const made = writeRepository(checkoutRoot, path, checkedName(name ?? basename(path).toLowerCase()));
  if (json) {
    console.log(JSON.stringify(made));
    return;
  }
  const { files, commit, committed } = made;
  console.log(`${files} files of Darkroom ${commit} are in ${path}, ${committed ? 'as its first commit' : 'staged, but not committed: Git knows no name and address of yours'}.

  cd ${relative(userFolder(), path)}
  npx --yes pnpm install
  npx --yes pnpm start`);
}

function checkedName(name: string): string {
  const parsed = configSchema.shape.name.safeParse(name);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ message }) => message).join(', ');
  throw new CliError('InvalidName', `The name "${visible(name)}" ${problems}. Give another with --name`, 2);
}
