import { expect, test } from 'vitest';
import { parseLogLine } from './log-line.ts';

const id = '0dd844e3230a40e72b06c299fc727f07';
const requestId = 'e65dc4c9-8032-487e-a9eb-621ed559e1cf';

test("a structured line keeps what it says, without the logger's standard keys", () => {
  const document = {
    ...{ level: 'INFO', message: 'ready', timestamp: '2026-11-26T15:54:56.337Z', service: 'process-upload' },
    ...{ cold_start: true, function_name: 'darkroom-dev-process-upload', function_request_id: requestId },
    ...{ sampling_rate: 0, xray_trace_id: '1-6b085647-4537f10480904c5e6facf60d' },
    ...{ id, key: 'a.jpg', ms: 5471, durations: { renderMs: 2928 }, ids: [id, 'x'], none: null },
    eventId: 'f'.repeat(32),
  };
  expect(parseLogLine(`${JSON.stringify(document)}\n`)).toEqual({
    level: 'info',
    text: 'ready',
    fields: {
      id,
      key: 'a.jpg',
      ms: 5471,
      renderMs: 2928,
      ids: `${id}, x`,
      eventId: 'f'.repeat(32),
    },
    imageIds: [id],
    requestId,
    isFailure: false,
    kind: 'message',
  });
});

test.each([
  [
    'a line of the logger',
    { level: 'ERROR', message: 'GET /images failed', error: { name: 'TypeError', message: 'no id' } },
    'error',
    'GET /images failed: TypeError: no id',
  ],
  [
    'a warning',
    { level: 'WARN', message: 'Delivery failed and will be retried' },
    'warn',
    'Delivery failed and will be retried',
  ],
  ['an image that is none', { level: 'INFO', message: 'failed', code: 'Corrupt' }, 'info', 'failed'],
])('%s tells of a failure', (_, document, level, text) => {
  expect(parseLogLine(JSON.stringify(document))).toMatchObject({
    level,
    text,
    isFailure: true,
    kind: 'message',
  });
});

test.each([
  [
    'a thrown error',
    `2026-11-26T15:54:50.125Z\t${requestId}\tERROR\tInvoke Error \t{"errorType":"SlowDown","errorMessage":"Reduce your rate","stack":["SlowDown: Reduce"]}`,
    'Invoke Error: SlowDown: Reduce your rate',
  ],
  [
    'a timeout',
    `2026-11-26T15:54:50.125Z ${requestId} Task timed out after 30.00 seconds\n\n`,
    'timed out after 30.00 seconds',
  ],
  [
    'a killed process',
    `RequestId: ${requestId} Error: Runtime exited with error: signal: killed\nRuntime.ExitError`,
    'Error: Runtime exited with error: signal: killed Runtime.ExitError',
  ],
])('of %s, the cause is shown, and the invocation known', (_, message, text) => {
  expect(parseLogLine(message)).toMatchObject({ level: 'error', text, requestId, isFailure: true });
});

test('a report says what the invocation cost, with the cold start', () => {
  const report = `REPORT RequestId: ${requestId}\tDuration: 1101.51 ms\tBilled Duration: 3376 ms\tMemory Size: 512 MB\tMax Memory Used: 96 MB\t`;
  expect(parseLogLine(report)).toMatchObject({
    text: 'took 1102 ms, 96 of 512 MB',
    kind: 'report',
    requestId,
  });
  expect(parseLogLine(`${report}Init Duration: 2274.48 ms\t\n`)).toMatchObject({
    text: 'took 1102 ms, 96 of 512 MB, after a cold start of 2274 ms',
  });
});

test.each([
  'INIT_START Runtime Version: nodejs22.x\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:nodejs22.x',
  `START RequestId: ${requestId} Version: $LATEST`,
  `END RequestId: ${requestId}`,
  '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[]},"ImagesProcessed":1}',
])('%j is routine', (message) => {
  expect(parseLogLine(message)).toMatchObject({ kind: 'routine', isFailure: false });
});

test.each(['{"level":3}', '{ no JSON', 'npm warn', ''])(
  '%j, which is nothing of these, stays as it is',
  (message) => {
    expect(parseLogLine(message)).toMatchObject({
      level: 'info',
      text: message,
      fields: {},
      kind: 'message',
    });
  },
);
