import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { imageId } from '@darkroom/catalog';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { nastyText } from './nasty-text.ts';
import { type Operation, operationsOf, valid } from './openapi.ts';
import { operatorOf } from './operator.ts';

const cases = Number(process.env.DARKROOM_API_CASES ?? 600);

let stack: EmbeddedStack;
let operations: Operation[];
let ids: string[];

beforeAll(async () => {
  stack = await startEmbeddedStack({ lambda: { concurrency: 6 } });
  const { apiUrl } = stack.target;
  operations = operationsOf(await (await fetch(`${apiUrl}/openapi.json`)).json());
  // Images in every status that lasts, so that not every id is of nothing.
  const operator = operatorOf(stack.target);
  const keys = { ready: ['a.jpg', 'b.jpg', 'c.jpg'], failed: ['notes.jpg'] };
  for (const key of keys.ready) await operator.upload(key, await photo(64, 48));
  for (const key of keys.failed) await operator.upload(key, Buffer.from('no image'));
  const decided = async () => {
    for (const [status, expected] of Object.entries(keys))
      expect(await operator.listed(status)).toEqual(expected);
  };
  await vi.waitFor(decided, { timeout: 90_000, interval: 200 });
  ids = [...keys.ready, ...keys.failed].map(imageId);
});
afterAll(() => stack.close());

const encode = (value: string) => encodeURIComponent(value);

/** Cursors as the API makes them, but of positions it never gave away. */
const forgedCursor = fc
  .oneof(
    fc
      .tuple(fc.date({ noInvalidDate: true }), fc.stringMatching(/^[0-9a-f]{32}$/))
      .map(([at, id]) => `${at.toISOString()}#${id}`),
    fc.constantFrom('2026-02-31T99:99:99.999Z#'.padEnd(57, 'a'), '#', '{"pk":{"S":"a"}}'),
    nastyText,
  )
  .map((position) => Buffer.from(position).toString('base64url'));

function parameterOf({ name, schema }: Operation['parameters'][number]): fc.Arbitrary<string> {
  return fc.oneof(
    valid(schema).map(String),
    nastyText,
    name === 'id' ? fc.constantFrom(...ids, '0'.repeat(32), ids[0]?.toUpperCase() ?? '') : forgedCursor,
  );
}

/** A query with parameters that are wrong, missing, unknown, repeated or badly encoded. */
function queryOf({ parameters }: Operation): fc.Arbitrary<string> {
  const known = parameters
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => parameterOf(parameter).map((value) => `${parameter.name}=${encode(value)}`));
  const unknown = fc.tuple(nastyText, nastyText).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const broken = fc.constantFrom(
    '%',
    '%zz=%zz',
    '&&&',
    'limit',
    'limit=%ff',
    'limit[]=1',
    'cursor=%c3%28',
    '=',
  );
  const pairs = fc.oneof(
    ...known.map((arbitrary) => ({ weight: 5, arbitrary })),
    { weight: 1, arbitrary: unknown },
    { weight: 1, arbitrary: broken },
  );
  return fc.array(pairs, { maxLength: 3 }).map((list) => list.join('&'));
}

/** A body that fits the schema, nearly does, is other JSON, or none at all. */
function bodyOf({ body }: Operation): fc.Arbitrary<string | Buffer> {
  if (!body) return fc.constantFrom('', '{}', 'x');
  const names = Object.keys(body.properties ?? {});
  const nasty = fc.oneof(
    fc.jsonValue(),
    nastyText,
    fc.constantFrom('x'.repeat(200_000), 2 ** 53, -0.5, 1e300),
  );
  const fitting = valid(body).map((value) => JSON.stringify(value));
  const nearly = fc
    .tuple(valid(body), fc.constantFrom(...names, 'unknown', '__proto__', ''), nasty)
    .map(([value, name, wrong]) => JSON.stringify({ ...(value as object), [name]: wrong }));
  return fc.oneof(
    fitting,
    { weight: 3, arbitrary: nearly },
    fc.json(),
    fc.tuple(fitting, fc.nat(30)).map(([json, length]) => json.slice(0, length)),
    fc.constantFrom('', '[]', 'null', `${'['.repeat(20_000)}`, '{"filename":1,"filename":2}', '\ufeff{}'),
    fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
  );
}

const contentType = fc.oneof(
  { weight: 6, arbitrary: fc.constant('application/json') },
  fc.constantFrom(
    '',
    'text/plain',
    'application/xml',
    'application/json; charset=utf-16',
    'Application/JSON',
    'application/jsonx',
    'multipart/form-data; boundary=x',
    'image/jpeg',
  ),
);

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** API Gateway takes no more than 10,240 bytes of request line and headers. */
const isDelivered = ({ path }: Sent) => path.length <= 8000;

/** `fetch` would tidy the path up. */
async function send({ method, path, headers = {}, body = '' }: Sent) {
  const { hostname, port, pathname } = new URL(stack.target.apiUrl);
  const outgoing = request({
    hostname,
    port,
    method,
    path: `${pathname}${path}`,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, // Node leaves it out of a GET
  });
  const answered = once(outgoing, 'response');
  outgoing.end(body);
  const [response]: IncomingMessage[] = await answered;
  if (!response) throw new Error('No response');
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

const problemSchema = z.looseObject({ status: z.int(), code: z.string().min(1), title: z.string().min(1) });

/** Never our fault, never without a reason, and nothing of the request in the headers. */
async function check(sent: Sent, statuses: readonly number[]): Promise<void> {
  const { status, headers, body } = await send(sent);
  expect(statuses).toContain(status);
  expect(headers).not.toHaveProperty('x-injected');
  if (status < 400) return;
  expect(headers['content-type']).toContain('application/problem+json');
  expect(problemSchema.parse(JSON.parse(body)).status).toBe(status);
}

test(`${cases} requests made from the OpenAPI document get a documented answer, none of them 5xx`, async () => {
  const anyRequest = fc.constantFrom(...operations).chain((operation) => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === 'path');
    const path = fc
      .tuple(...parameters.map((parameter) => parameterOf(parameter).filter((value) => !/^\.*$/.test(value))))
      .map((values) =>
        values.reduce(
          (filled, value, index) => filled.replace(`{${parameters[index]?.name}}`, () => encode(value)),
          operation.path,
        ),
      );
    return fc.record({
      statuses: fc.constant(operation.statuses),
      method: fc.constant(operation.method),
      path: fc
        .tuple(path, queryOf(operation))
        .map(([filled, query]) => (query ? `${filled}?${query}` : filled)),
      headers: contentType.map((type): Record<string, string> => (type ? { 'content-type': type } : {})),
      body: bodyOf(operation),
    });
  });
  await fc.assert(
    fc.asyncProperty(anyRequest.filter(isDelivered), ({ statuses, ...sent }) => check(sent, statuses)),
    { numRuns: cases },
  );
}, 600_000);

test('paths and methods that the document does not know are refused with a problem document', async () => {
  const segment = fc.oneof(
    fc.constantFrom('images', 'stats', '..', '%2e%2e', '', '.', '%2F', '%', 'reprocess'),
    nastyText.map(encode),
  );
  const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
  const unknown = fc.record({ method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'), path });
  await fc.assert(
    fc.asyncProperty(unknown.filter(isDelivered), (sent) => check(sent, [200, 201, 202, 400, 404, 405, 415])),
    { numRuns: Math.ceil(cases / 4) },
  );
}, 600_000);

test('HEAD with a body is answered as without: it means nothing', async () => {
  expect(await send({ method: 'HEAD', path: '/images', body: 'x' })).toMatchObject({ status: 200, body: '' });
  await expect(send({ method: 'HEAD', path: '/images?limit=0', body: 'x' })).resolves.toMatchObject({
    status: 400,
    headers: { 'content-type': expect.stringContaining('application/problem+json') },
  });
});
