import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UpdateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../s3/testing/temporary-folder.ts';
import { createGate } from '../../testing/gate.ts';
import { patience } from '../../testing/processes.ts';
import { FunctionName, startUrl } from '../testing/start-url.ts';

const streaming = (body: string) => `
  import { existsSync, writeFileSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  const { HttpResponseStream } = awslambda;
  export const handler = awslambda.streamifyResponse(async (event, stream) => {
    const input = JSON.parse(event.body ?? '{}');
    ${body}
  });`;

async function start(body: string, InvokeMode: 'RESPONSE_STREAM' | 'BUFFERED' = 'RESPONSE_STREAM') {
  const options = { lambda: { streamBytesPerSecond: Number.POSITIVE_INFINITY } };
  const source = body.startsWith('export') ? body : streaming(body);
  const started = await startUrl(source, { InvokeMode }, options, { Timeout: 20 });
  const ask = (input: unknown = {}, init: RequestInit = {}) =>
    fetch(started.url, {
      method: 'POST',
      body: JSON.stringify(input),
      headers: { 'content-type': 'application/json' },
      ...init,
    });
  return { ...started, ask };
}

test('what is written arrives while the function still runs, with status, headers and cookies before it', async () => {
  const { ask } = await start(
    `const metadata = { statusCode: 203, headers: { 'Content-Type': 'text/plain', 'x-own': 'yes' }, cookies: ['a=1'] };
     stream = HttpResponseStream.from(stream, metadata);
     stream.write('one');
     while (!existsSync(input.gate + '/open')) await setTimeout(10);
     stream.end('two');`,
  );
  const gate = await createGate();
  const response = await ask(gate.event);
  expect(response.status).toBe(203);
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(response.headers.get('x-own')).toBe('yes');
  expect(response.headers.getSetCookie()).toEqual(['a=1']);
  expect(response.headers.get('transfer-encoding')).toBe('chunked');
  expect(response.headers.has('content-length')).toBe(false);
  const reader = response.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one');
  await gate.open();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('two');
  expect((await reader?.read())?.done).toBe(true);
});

test('without metadata it is the body of a 200, of the type that the function says', async () => {
  const { ask } = await start("if (input.type) stream.setContentType(input.type); stream.end('text');");
  const plain = await ask();
  expect(plain.headers.get('content-type')).toBe('application/octet-stream');
  expect(await plain.text()).toBe('text');
  expect((await ask({ type: 'text/html' })).headers.get('content-type')).toBe('text/html');
});

test('any metadata and any bytes behind it come through', async () => {
  const { ask } = await start(
    `stream = HttpResponseStream.from(stream, input.metadata);
     stream.write('');
     for (const chunk of input.chunks) stream.write(Buffer.from(chunk, 'base64'));
     stream.end();`,
  );
  const value = fc.string({ unit: fc.constantFrom(...'abcXYZ 019-_;=,"') }).map((text) => text.trim());
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 200, max: 599 }),
      value,
      fc.array(fc.uint8Array()),
      async (status, header, chunks) => {
        // 204, 205 and 304 have no body, and fetch takes 407 for a network's error.
        const statusCode = [204, 205, 304, 407].includes(status) ? 200 : status;
        const metadata = { statusCode, headers: { 'x-any': header } };
        const response = await ask(
          { metadata, chunks: chunks.map((chunk) => Buffer.from(chunk).toString('base64')) },
          { redirect: 'manual' },
        );
        expect(response.status).toBe(statusCode);
        expect(response.headers.get('x-any')).toBe(header);
        expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.concat(chunks));
      },
    ),
    { numRuns: 40 },
  );
});

test.each([
  ['fails before it writes', "throw new Error('no');"],
  ['exits before it writes', 'process.exit(1);'],
  [
    'ends within its metadata',
    "stream.setContentType('application/vnd.awslambda.http-integration-response'); stream.end('{}');",
  ],
  [
    'writes metadata that is no JSON',
    "stream.setContentType('application/vnd.awslambda.http-integration-response'); stream.end('no\\0\\0\\0\\0\\0\\0\\0\\0');",
  ],
  [
    'writes more than 16 KB of metadata',
    "stream = HttpResponseStream.from(stream, { headers: { a: 'x'.repeat(20_000) } }); stream.write('a'); stream.end();",
  ],
])('a function that %s is a bad gateway', async (_, body) => {
  const { ask } = await start(body);
  const response = await ask();
  expect(response.status).toBe(502);
  expect(await response.text()).toBe('Internal Server Error');
});

test('a response that breaks off cuts the connection, so that nobody takes it for whole', async () => {
  const { ask } = await start(
    "stream = HttpResponseStream.from(stream, { statusCode: 200 }); stream.write('half'); await setTimeout(50); throw new Error('no');",
  );
  const response = await ask();
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
});

test('a client that goes away does not stop the function, and nothing is kept for it', async () => {
  const { ask } = await start(
    `for (let part = 0; part < 200; part++)
       if (!stream.write(Buffer.alloc(100_000))) await new Promise((drained) => stream.once('drain', drained));
     stream.end();
     writeFileSync(input.file, '');`,
  );
  const file = join(await temporaryFolder(), 'finished');
  const response = await ask({ file });
  await response.body?.cancel();
  await expect.poll(() => existsSync(file), patience).toBe(true);
});

test('a function that does not stream is not interpreted under RESPONSE_STREAM: its answer is the body', async () => {
  const { ask, lambda } = await start(
    "export const handler = async () => ({ statusCode: 201, body: 'made' });",
  );
  const raw = await ask();
  expect(raw.status).toBe(200);
  expect(raw.headers.get('content-type')).toBe('application/json');
  expect(await raw.json()).toEqual({ statusCode: 201, body: 'made' });

  await lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, InvokeMode: 'BUFFERED' }));
  const buffered = await ask();
  expect(buffered.status).toBe(201);
  expect(await buffered.text()).toBe('made');
});

test('a function that streams under BUFFERED answers all it wrote, with its metadata in the body', async () => {
  const { ask } = await start(
    "stream = HttpResponseStream.from(stream, { statusCode: 201 }); stream.write('made'); stream.end();",
    'BUFFERED',
  );
  const response = await ask();
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('{"statusCode":201}\0\0\0\0\0\0\0\0made');
});
