import { expect, test } from 'vitest';
import { startApiGateway } from '../testing/start-api.ts';

/** Counts what it is asked to do; only app.example may ask it from a browser. */
const source = `let done = 0;
export const handler = async ({ httpMethod, headers }) => {
  if (httpMethod === 'OPTIONS') {
    const origin = headers.origin === 'https://app.example' ? headers.origin : 'https://other.example';
    return { statusCode: 204, headers: { 'access-control-allow-origin': origin } };
  }
  if (httpMethod === 'POST') done++;
  return { statusCode: 200, body: String(done) };
};`;

async function start(handler = source) {
  const { createApi } = await startApiGateway();
  const { url } = await createApi(handler);
  const ask = async (headers: Record<string, string>, method = 'POST') => {
    const response = await fetch(`${url}/images`, { method, headers });
    return { status: response.status, text: await response.text() };
  };
  return { ask };
}

test('a simple request of a page reaches the function where the API would let it after a preflight', async () => {
  const { ask } = await start();
  expect(await ask({ origin: 'http://evil.example', 'content-type': 'text/plain' })).toMatchObject({
    status: 403,
  });
  expect(await ask({ origin: 'null' })).toMatchObject({ status: 403 });
  expect(await ask({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 'GET')).toMatchObject({
    status: 403,
  });
  expect(await ask({}, 'GET')).toEqual({ status: 200, text: '0' });
  expect(await ask({ origin: 'https://app.example' })).toEqual({ status: 200, text: '1' });
  expect(await ask({}, 'POST')).toEqual({ status: 200, text: '2' });
});

test('the preflight of a browser is answered by the API', async () => {
  const { ask } = await start();
  const preflight = { origin: 'http://evil.example', 'access-control-request-method': 'DELETE' };
  expect(await ask(preflight, 'OPTIONS')).toMatchObject({ status: 204 });
});

test.each([
  ['answers no OPTIONS', "({ httpMethod }) => ({ statusCode: httpMethod === 'OPTIONS' ? 405 : 200 })"],
  ['says nothing of origins', '() => ({ statusCode: 200 })'],
  ['fails', "() => { throw new Error('no'); }"],
])('an API that %s is reached by no page of another origin', async (_, handler) => {
  const { ask } = await start(`export const handler = async ${handler};`);
  expect(await ask({ origin: 'https://app.example' })).toMatchObject({ status: 403 });
});

test('an API that lets in everybody does so', async () => {
  const open = "() => ({ statusCode: 200, headers: { 'access-control-allow-origin': '*' } })";
  const { ask } = await start(`export const handler = async ${open};`);
  expect(await ask({ origin: 'http://evil.example' })).toMatchObject({ status: 200 });
});
