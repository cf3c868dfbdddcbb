import { parseInvocationRecord } from '@darkroom/image-events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';

interface Told {
  readonly condition?: string;
  readonly functionError?: string;
  readonly errorType?: string;
  readonly errorMessage?: string;
}

/** Why an image failed when Lambda gave up on its event with this error. */
function failureTold({ condition = 'RetriesExhausted', functionError, ...responsePayload }: Told) {
  const record = parseInvocationRecord(
    JSON.stringify({
      version: '1.0',
      timestamp: '2019-11-14T18:16:05.568Z',
      requestContext: {
        requestId: 'e4b46cbf-b738-xmpl-8880-a18cdf61200e',
        functionArn: 'arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST',
        condition,
        approximateInvokeCount: 3,
      },
      requestPayload: {},
      ...(functionError && {
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError },
        responsePayload,
      }),
    }),
  );
  if (!record) throw new Error('This is no record of Lambda');
  return failureOf(record);
}

const functionError = 'Unhandled';
const id = 'RequestId: 76e85ee0-2a8b-4e11-a2a0-4a2d8c7e1f3e';

test.each([
  ['Sandbox.Timedout', `${id} Error: Task timed out after 120.00 seconds`, 'TimedOut'],
  [undefined, '2023-03-22T18:50:18.000Z 76e85ee0-2a8b Task timed out after 3.00 seconds', 'TimedOut'],
  ['Runtime.ExitError', `${id} Error: Runtime exited with error: signal: killed`, 'Crashed'],
  ['Runtime.OutOfMemory', `${id} Error: Runtime exited with error: signal: killed`, 'Crashed'],
  ['Runtime.ExitError', `${id} Error: Runtime exited with error: exit status 134`, 'Crashed'],
  ['Runtime.ExitError', `${id} Error: Runtime exited without providing a reason`, 'Crashed'],
  [undefined, `${id} Process exited before completing request`, 'Crashed'],
  ['SlowDown', 'Please reduce your request rate.', 'Unavailable'],
  ['Runtime.ImportModuleError', "Error: Cannot find module 'index'", 'Unavailable'],
])('%s: %s is recorded as %3$s', (errorType, errorMessage, code) => {
  const told = { functionError, ...(errorType && { errorType }), errorMessage };
  expect(failureTold(told).code).toBe(code);
  // Its last attempt may have come shortly before it was too old. How that attempt ended says more than its age.
  expect(failureTold({ ...told, condition: 'EventAgeExceeded' }).code).toBe(code);
});

test('an event for which no execution was ever free has expired', () => {
  expect(failureTold({ condition: 'EventAgeExceeded' }).code).toBe('Expired');
});

test('a disabled function was unavailable', () => {
  expect(failureTold({ condition: 'ZeroReservedConcurrency' })).toMatchObject({
    code: 'Unavailable',
    reason: expect.stringContaining('ZeroReservedConcurrency'),
  });
});

test('a fault is named by its code; its message, which may name accounts and roles, is not shown to the uploader', () => {
  const errorMessage = 'User: arn:aws:sts::123456789012:assumed-role/darkroom is not authorized';
  const { reason } = failureTold({ functionError, errorType: 'AccessDenied', errorMessage });
  expect(reason).toContain('AccessDenied');
  expect(reason).not.toContain('123456789012');
});

test('whatever the name of an error is, the reason is one line of text without markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (errorType) => {
      expect(failureTold({ functionError, errorType }).reason).toMatch(/^[^\p{Cc}<>"&]+$/u);
    }),
  );
});
