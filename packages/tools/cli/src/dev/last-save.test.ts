import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lastSave } from './last-save.ts';

test('a file of last year that was moved here was saved now, and so was one that is gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'last-save-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [moved, gone] = [join(folder, 'moved.ts'), join(folder, 'gone.ts')];
  writeFileSync(moved, '');
  utimesSync(moved, 1, 1);
  expect(lastSave(new Set([moved, gone]))).toBe(statSync(moved).ctimeMs);

  const before = Date.now();
  expect(lastSave(new Set([gone]))).toBeGreaterThanOrEqual(before);
});
