import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { formatsDocument } from '../../test/formats-document.ts';

test('docs/formats.md says what is done with a sample of every format (pnpm docs:formats writes it)', async () => {
  const file = fileURLToPath(new URL('../../../../../docs/formats.md', import.meta.url));
  await expect(await formatsDocument()).toMatchFileSnapshot(file);
});
