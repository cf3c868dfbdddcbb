import { expect, test } from 'vitest';
import { imageTable } from './report.ts';

test('a key or a reason in the table cannot control the terminal', () => {
  const image = { id: 'id', key: 'x/\x1b]0;pwned\x07\x1b[2Jy.jpg', bytes: 1, ms: 1, variants: [] };
  const table = imageTable([
    { ...image, status: 'ready', format: 'jpeg', width: 8, height: 8 },
    { ...image, status: 'failed', reason: 'odd\x1b[2J\x9b2J' },
  ]);
  for (const command of ['\x1b]0;', '\x07', '\x1b[2J', '\x9b']) expect(table).not.toContain(command);
  expect(table).toContain('x/\\u001b]0;pwned\\u0007\\u001b[2Jy.jpg');
  expect(table).toContain('odd\\u001b[2J\\u009b2J');
});
