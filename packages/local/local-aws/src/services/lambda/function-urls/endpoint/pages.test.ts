import { expect, test } from 'vitest';
import { echo, startUrl } from '../testing/start-url.ts';

const evil = 'http://evil.example';
const app = 'https://app.example';
const counting = 'let count = 0; export const handler = async () => ++count;';

const cors = {
  AllowOrigins: [app],
  AllowMethods: ['GET', 'POST'],
  AllowHeaders: ['x-own'],
  ExposeHeaders: ['x-told'],
  AllowCredentials: true,
  MaxAge: 60,
};

async function ask(url: string, origin: string, method = 'GET', headers: Record<string, string> = {}) {
  const response = await fetch(url, { method, headers: { origin, ...headers } });
  return {
    status: response.status,
    text: await response.text(),
    headers: Object.fromEntries(response.headers),
  };
}

test('a public URL is a public site: every page may load it, none may send to it', async () => {
  const { url } = await startUrl(counting);
  expect(await ask(url, evil)).toMatchObject({ status: 200, text: '1' });
  expect(await ask(url, 'null', 'HEAD')).toMatchObject({ status: 200 });
  expect(await ask(url, evil, 'OPTIONS')).toMatchObject({ status: 200, text: '3' });
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect((await ask(url, evil, method)).text).toContain('ForbiddenSender');
  expect(await ask(url, evil)).toMatchObject({ text: '4' });
});

test('the URL’s own CORS configuration says which pages may send what, and answers their browsers', async () => {
  const { url } = await startUrl(counting, { Cors: cors });
  const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-own' };
  const preflight = await ask(url, app, 'OPTIONS', asked);
  expect(preflight).toMatchObject({ status: 200, text: '' });
  expect(preflight.headers).toMatchObject({
    'access-control-allow-origin': app,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': 'x-own',
    'access-control-max-age': '60',
    vary: 'Origin',
  });
  expect((await ask(url, evil, 'OPTIONS', asked)).headers).not.toHaveProperty('access-control-allow-origin');

  const posted = await ask(url, app, 'POST');
  expect(posted).toMatchObject({ status: 200, text: '1' });
  expect(posted.headers).toMatchObject({
    'access-control-allow-origin': app,
    'access-control-expose-headers': 'x-told',
  });
  expect((await ask(url, app, 'DELETE')).text).toContain('ForbiddenSender');
  expect((await ask(url, evil, 'POST')).text).toContain("the function URL's CORS configuration");
  const loaded = await ask(url, evil);
  expect(loaded).toMatchObject({ status: 200, text: '2' });
  expect(loaded.headers).not.toHaveProperty('access-control-allow-origin');
});

test('a configuration for everybody names nobody, and headers that the function sends too are sent twice', async () => {
  const handler =
    "export const handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } });";
  const { url } = await startUrl(handler, { Cors: { AllowOrigins: ['*'], AllowMethods: ['*'] } });
  expect((await ask(url, evil, 'DELETE')).headers['access-control-allow-origin']).toBe('*, *');
});

test('a URL with AWS_IAM answers no page but those that its CORS configuration allows', async () => {
  const { url } = await startUrl(echo, { AuthType: 'AWS_IAM' });
  for (const method of ['GET', 'OPTIONS', 'POST'])
    expect((await ask(url, evil, method)).text).toContain('ForbiddenSender');

  const allowing = await startUrl(echo, { AuthType: 'AWS_IAM', Cors: cors });
  expect((await ask(allowing.url, app)).text).toContain('Forbidden. For troubleshooting');
  expect(await ask(allowing.url, app, 'OPTIONS', { 'access-control-request-method': 'GET' })).toMatchObject({
    status: 200,
  });
  expect((await ask(allowing.url, evil)).text).toContain('ForbiddenSender');
});
