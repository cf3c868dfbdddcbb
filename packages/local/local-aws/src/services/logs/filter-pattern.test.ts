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
  ['{ $.status = 503 && ($.level = WARN || $.cold IS FALSE) }', json, true],
  ['{ $.status = 503 && $.level = WARN || $.cold IS TRUE }', json, false],
  ['{ $.none NOT EXISTS }', json, true],
  ['{ $.level NOT EXISTS }', json, false],
  ['{ $.reasons[1].code = "b" }', '{"reasons":[{"code":"a"},{"code":"b"}]}', true],
  ['{ $.reason IS NULL }', '{"reason":null}', true],
  ['{ $.level = "ERROR" }', 'level = "ERROR"', false],
])('the pattern %j on %j: %j', (pattern, message, expected) => {
  expect(compilePattern(pattern)(message)).toBe(expected);
});

test.each([
  '{ $.level ~ 5 }',
  '{ $.level = }',
  '{ $.a = 1 && }',
  '{ $.a = 1',
  '{ level = 1 }',
  '{ $.a constructor 1 }',
])('%s is refused, not taken for what matches nothing', (pattern) => {
  expect(() => compilePattern(pattern)).toThrow(
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
