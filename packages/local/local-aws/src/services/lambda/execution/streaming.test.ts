import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCompleteEvent,
} from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { createGate } from '../testing/gate.ts';
import { patience } from '../testing/processes.ts';
import { startLambda } from '../testing/start-lambda.ts';

const FunctionName = 'stream';
const streaming = (body: string) => `
  import { existsSync, writeFileSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  export const handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });`;
/** As the SDK decodes it: one of both. */
interface Event {
  readonly PayloadChunk?: { readonly Payload: Uint8Array };
  readonly InvokeComplete?: InvokeWithResponseStreamCompleteEvent;
}

const unlimited = { lambda: { streamBytesPerSecond: Number.POSITIVE_INFINITY } };

async function start(body: string, settings: object = {}) {
  const started = await startLambda(unlimited);
  await started.create(FunctionName, body.startsWith('export') ? body : streaming(body), settings);

  async function open(event: unknown = {}, LogType?: 'Tail') {
    const Payload = JSON.stringify(event);
    const { EventStream, ...head } = await started.lambda.send(
      new InvokeWithResponseStreamCommand({ FunctionName, Payload, LogType }),
    );
    const events = EventStream as AsyncIterable<Event>;
    return { head, events: events[Symbol.asyncIterator]() };
  }

  /** The whole response: its bytes, and what is told at its end. */
  async function collect(event: unknown = {}, LogType?: 'Tail') {
    const { events } = await open(event, LogType);
    const chunks: Uint8Array[] = [];
    let complete: InvokeWithResponseStreamCompleteEvent = {};
    for (let next = await events.next(); !next.done; next = await events.next()) {
      if (next.value.PayloadChunk) chunks.push(next.value.PayloadChunk.Payload);
      if (next.value.InvokeComplete) complete = next.value.InvokeComplete;
    }
    return { bytes: Buffer.concat(chunks), complete };
  }

  return { ...started, open, collect };
}

test('what a function writes arrives while it still runs', async () => {
  const { open } = await start(
    `stream.write('one');
     writeFileSync(event.gate + '/wrote', '');
     while (!existsSync(event.gate + '/open')) await setTimeout(10);
     stream.end('two');`,
    { Timeout: 30 },
  );
  const gate = await createGate();

  const { head, events } = await open(gate.event);
  const next = async () => {
    const { PayloadChunk, ...end } = (await events.next()).value ?? {};
    return PayloadChunk ? Buffer.from(PayloadChunk.Payload).toString() : end;
  };
  expect(head).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(head.ResponseStreamContentType).toBe('application/vnd.amazon.eventstream');
  expect(await next()).toBe('one');
  await gate.open();

  expect(await next()).toBe('two');
  expect(await next()).toEqual({ InvokeComplete: {} });
  expect((await events.next()).done).toBe(true);
});

test('any bytes in any chunks come through unchanged, and what is no text is written as JSON', async () => {
  const { collect } = await start(
    `for (const chunk of event.chunks) stream.write(Buffer.from(chunk, 'base64'));
     for (const value of event.values) stream.write(value);
     stream.end();`,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array()),
      fc.array(fc.dictionary(fc.string(), fc.integer())),
      async (chunks, values) => {
        const sent = chunks.map((chunk) => Buffer.from(chunk).toString('base64'));
        const { bytes, complete } = await collect({ chunks: sent, values });
        expect(bytes).toEqual(
          Buffer.concat([...chunks, ...values.map((value) => Buffer.from(JSON.stringify(value)))]),
        );
        expect(complete.ErrorCode).toBeUndefined();
      },
    ),
    { numRuns: 30 },
  );
});

test('a function that does not stream answers all at once, with its log where that is asked for', async () => {
  const { collect, lambda } = await start(
    `export const handler = async (event) => { console.log('ran'); return { got: event }; };`,
  );
  const { bytes, complete } = await collect({ name: 'Ada' }, 'Tail');
  expect(JSON.parse(bytes.toString())).toEqual({ got: { name: 'Ada' } });
  expect(Buffer.from(complete.LogResult ?? '', 'base64').toString()).toMatch(/INFO\tran[\s\S]*REPORT/);

  const dry = new InvokeWithResponseStreamCommand({ FunctionName, InvocationType: 'DryRun' });
  expect((await lambda.send(dry)).StatusCode).toBe(204);
});

test('a streaming function that is invoked without streaming answers all it wrote', async () => {
  const { lambda } = await start(
    `stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 }); stream.write('a'); stream.end('b');`,
  );
  const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName }));
  expect(Payload?.transformToString()).toBe('{"statusCode":201}\0\0\0\0\0\0\0\0ab');
  expect(FunctionError).toBeUndefined();
});

test('an error is told behind what was written, and the environment takes the next event', async () => {
  const { collect, invoke } = await start(
    `if (event.pid) return void stream.end(String(process.pid));
     if (event.write) stream.write(event.write);
     throw new RangeError('too late: ' + 'x'.repeat(event.length ?? 0));`,
  );
  const pid = (await collect({ pid: true })).bytes.toString();

  const early = await collect({}, 'Tail');
  expect(early.bytes.toString()).toBe('');
  expect(early.complete.ErrorCode).toBe('RangeError');
  expect(JSON.parse(early.complete.ErrorDetails ?? '')).toMatchObject({
    errorType: 'RangeError',
    errorMessage: 'too late: ',
  });
  expect(Buffer.from(early.complete.LogResult ?? '', 'base64').toString()).toContain('Invoke Error');

  const late = await collect({ write: 'half', length: 50_000 });
  expect(late.bytes.toString()).toBe('half');
  expect(JSON.parse(late.complete.ErrorDetails ?? '').errorMessage).toHaveLength(50_010);
  expect(await invoke(FunctionName, { write: 'half' })).toMatchObject({
    error: 'Unhandled',
    value: { errorType: 'RangeError' },
  });
  // It may still be on its way to its next event, and then another begins beside it.
  const both = () => Promise.all([1, 2].map(async () => (await collect({ pid: true })).bytes.toString()));
  await expect.poll(both).toContain(pid);
});

test.each([
  ['never ends it', 'await setTimeout(60_000);', 'Sandbox.Timedout', /Task timed out after 1\.00 seconds$/],
  ['exits', 'process.exit(3);', 'Runtime.ExitError', /exit status 3$/],
  [
    'leaves an error to nobody',
    'Promise.reject(new Error("lost")); await setTimeout(60_000);',
    'Runtime.UnhandledPromiseRejection',
    /^Error: lost$/,
  ],
  [
    'destroys it',
    'stream.destroy(); await setTimeout(60_000);',
    'Runtime.TruncatedResponse',
    /closed its response/,
  ],
])(
  'a function that begins a response and %s: the caller learns why it is not whole',
  async (_, source, type, message) => {
    const { collect } = await start(`stream.write('half'); await setTimeout(200); ${source}`, { Timeout: 1 });
    const { bytes, complete } = await collect();
    expect(bytes.toString()).toBe('half');
    expect(complete.ErrorCode).toBe(type);
    expect(JSON.parse(complete.ErrorDetails ?? '').errorMessage).toMatch(message);
  },
);

test('a handler that is not async is an error, and a returned value none', async () => {
  const { collect } = await start(
    `export const handler = awslambda.streamifyResponse((event, stream) => {
       stream.end('done');
       if (event.promise) return Promise.resolve('ignored');
     });`,
  );
  expect((await collect({ promise: true })).complete.ErrorCode).toBeUndefined();
  expect((await collect({ promise: true }, 'Tail')).bytes.toString()).toBe('done');
});

test('a caller that goes away does not stop the function', async () => {
  const { lambda, open } = await start(
    `for (let part = 0; part < 200; part++)
       if (!stream.write(Buffer.alloc(100_000))) await new Promise((drained) => stream.once('drain', drained));
     stream.end();
     writeFileSync(event.file, '');`,
    { Timeout: 60 },
  );
  const file = join(await temporaryFolder(), 'finished');
  const { events } = await open({ file });
  await events.next();
  lambda.destroy(); // with its connections

  await expect.poll(() => existsSync(file), patience).toBe(true);
});
