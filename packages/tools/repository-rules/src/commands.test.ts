import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDocuments, readWorkflows } from './documents.ts';
import { readWorkspace, root } from './workspace.ts';

const ofPnpm = ['install', 'pack', 'sbom']; // commands that are no scripts
const workspace = await readWorkspace();

/** Commands in text: `npx --yes pnpm test`, or in backticks `pnpm start`, `pnpm --filter @darkroom/imaging build`. */
function commandsIn(text: string) {
  const commands = text.matchAll(/(?:npx --yes |`)pnpm (?:--filter (\S+) )?(run )?([a-z][\w:-]*)/g);
  return [...commands].map(([command, filter, run, script = '']) => ({ command, filter, run, script }));
}

async function scriptsOf(filter: string | undefined): Promise<string[]> {
  const found = workspace.find(({ name }) => filter === `@darkroom/${name}`);
  const manifest = await readFile(join(root, found?.directory ?? '', 'package.json'), 'utf8');
  return Object.keys(JSON.parse(manifest).scripts ?? {});
}

test.each([...(await readWorkflows()), ...(await readDocuments())])(
  '$path names only commands that there are',
  async ({ text }) => {
    for (const { command, filter, run, script } of commandsIn(text)) {
      if (!run && ofPnpm.includes(script)) continue;
      expect(await scriptsOf(filter), command).toContain(script);
    }
  },
);

test('every workflow runs something', async () => {
  for (const { path, text } of await readWorkflows()) expect(commandsIn(text), path).not.toEqual([]);
});
