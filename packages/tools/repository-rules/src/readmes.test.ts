import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkspace, root } from './workspace.ts';

test.each(await readWorkspace())('$name has a README that says where to start reading', async (found) => {
  const readme = await readFile(join(root, found.directory, 'README.md'), 'utf8');

  expect(readme).toMatch(new RegExp(`^# (@darkroom/)?${found.name}\n`));
  const [, start = ''] = /\bstart (?:reading )?(?:at|in) `([^`]+)`/i.exec(readme) ?? [];
  expect(start, 'a line "Start reading at `src/…`"').not.toBe('');
  await access(join(root, found.directory, start));
});
