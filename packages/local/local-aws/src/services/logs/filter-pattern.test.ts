import { expect, test } from 'vitest';
import { compilePattern } from './filter-pattern.ts';

const json = JSON.stringify({ level: 'ERROR', status: 503, request: { path: '/images/1' }, cold: false });

test.each([
  ['', 'anything', true],
  ['ERROR', 'an ERROR occurred', true],
  ['ERROR', 'an error occurred', false],
  ['ERROR timeout', 'timeout: ERROR', true],
  ['ERROR timeout', 'ERROR', false],
  ['"an ERROR"', 'an ERROR occurred', true],
  ['"ERROR an"', 'an ERROR occurred', false],
  ['ERROR -timeout', 'ERROR: timeout', false],
  ['ERROR -"no room"', 'ERROR: no such room', true],
  ['?ERROR ?WARN', 'WARN: slow', true],
  ['?ERROR ?WARN', 'INFO: quick', false],
  ['{ $.level = "ERROR" }', json, true],
  ['{ $.level = "WARN" }', json, false],
  ['{ $.level != "WARN" }', json, true],
  ['{ $.level = ERR* }', json, true],
  ['{ $.status >= 500 }', json, true],
  ['{ $.status < 500 }', json, false],
  ['{ $.request.path = "/images/*" }', json, true],
  ['{$.cold = false}', json, true],
  ['{ $.missing = "x" }', json, false],
  ['{ $.level = "ERROR" }', 'level = "ERROR"', false],
])('the pattern %j on %j: %j', (pattern, message, expected) => {
  expect(compilePattern(pattern)(message)).toBe(expected);
});

test('a pattern that is not understood is refused, not taken for one that matches nothing', () => {
  expect(() => compilePattern('{ $.level IS NULL }')).toThrow(
    expect.objectContaining({ code: 'InvalidParameterException' }),
  );
});

test.each([
  ['ERROR*', '*'],
  ['?Status: timeout', ':'],
  ['-no-room', '-'],
])('%s holds what only quotes may hold', (pattern, character) => {
  expect(() => compilePattern(pattern)).toThrow(
    expect.objectContaining({
      code: 'InvalidParameterException',
      message: `Invalid character(s) in term '${character}'`,
    }),
  );
});
