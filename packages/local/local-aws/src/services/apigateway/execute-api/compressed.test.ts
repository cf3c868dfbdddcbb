import { gunzipSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressed } from './compressed.ts';

const text = 'a grid of pictures '.repeat(100);
const encodingOf = (accept: string | undefined, minimumCompressionSize: number | undefined, sent = {}) => {
  const request = { headers: accept === undefined ? {} : { 'accept-encoding': accept } };
  const response = { status: 200, headers: sent, body: text };
  return compressed(response, { minimumCompressionSize }, request);
};

test('a response is compressed with what the client likes best', () => {
  const gzip = encodingOf('gzip, deflate, br', 0);
  expect(gzip.headers).toEqual({ 'content-encoding': 'gzip' });
  expect(gunzipSync(gzip.body as Buffer).toString()).toBe(text);
  const deflate = encodingOf('gzip;q=0.5, deflate', 0);
  expect(deflate.headers).toEqual({ 'content-encoding': 'deflate' });
  expect(inflateSync(deflate.body as Buffer).toString()).toBe(text);
});

test('it is sent as it is to a client that names no coding, or likes another one better', () => {
  for (const accept of [undefined, '', '*', 'identity', 'br, gzip;q=0.9', 'gzip;q=0'])
    expect(encodingOf(accept, 0).body, accept).toBe(text);
});

test("it is sent as it is below the API's size, where compression is off, and where it is encoded already", () => {
  expect(encodingOf('gzip', text.length).headers).toEqual({ 'content-encoding': 'gzip' });
  expect(encodingOf('gzip', text.length + 1).body).toBe(text);
  expect(encodingOf('gzip', undefined).body).toBe(text);
  expect(encodingOf('gzip', 0, { 'content-encoding': 'br' }).body).toBe(text);
});
