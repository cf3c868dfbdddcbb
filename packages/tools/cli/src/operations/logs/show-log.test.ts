import { expect, test } from 'vitest';
import { parseLogLine } from './log-line.ts';
import { createShowLine } from './show-log.ts';

const id = '0dd844e3230a40e72b06c299fc727f07';

function shown(document: object | string, at = new Date(2026, 10, 26, 15, 54, 56, 7)): string {
  const show = createShowLine(['images-api', 'process-upload']);
  const message = typeof document === 'string' ? document : JSON.stringify(document);
  show({ at, function: '', line: parseLogLine('') }); // the day's heading
  return show({ at, function: 'images-api', line: parseLogLine(message) });
}

test('a line says when, which function, what, about which image, and the rest', () => {
  expect(
    shown({ level: 'INFO', message: 'ready', id, key: 'a b.jpg', ms: 5, version: '1', status: 'ready' }),
  ).toBe(`15:54:56.007 images-api     ready a b.jpg ${id} ms=5`);
  const ids = [id, 'f'.repeat(32), 'e'.repeat(32)];
  expect(shown({ level: 'INFO', message: 'Published', ids })).toBe(
    `15:54:56.007 images-api     Published ${id} and 2 more`,
  );
});

test('each day begins with its date', () => {
  const show = createShowLine(['images-api']);
  const line = parseLogLine('hello');
  const at = (day: number) => new Date(2026, 10, day, 9);
  const lines = [1, 1, 2].map((day) => show({ at: at(day), function: 'images-api', line }));
  expect(lines).toEqual([
    '2026-11-01\n09:00:00.000 images-api hello',
    '09:00:00.000 images-api hello',
    '2026-11-02\n09:00:00.000 images-api hello',
  ]);
});

test('what commands terminals is shown, and not obeyed', () => {
  expect(shown({ level: 'INFO', message: '\u001b[2J', key: '\u001b[2J', reason: '\u001b[2J' })).not.toContain(
    '\u001b',
  );
  expect(shown('first\nsecond \u001b')).toBe('15:54:56.007 images-api     first\n  second \\u001b');
});
