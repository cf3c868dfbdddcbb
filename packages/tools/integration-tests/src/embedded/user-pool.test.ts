import type { Browser, Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasChromium, launchChromium } from '../chromium.ts';
import { expectOwnersApart, startWithAuth } from './callers.ts';
import { clientId, startUserPool, userPoolArn } from './user-pool.ts';

let pool: Awaited<ReturnType<typeof startUserPool>>;
let stack: Awaited<ReturnType<typeof startWithAuth>>;
beforeAll(async () => {
  pool = await startUserPool();
  const signIn = { clientId, domain: pool.origin };
  stack = await startWithAuth({ mode: 'jwt', owners: true, userPoolArn, signIn });
  pool.callback = `${stack.apiUrl}/`;
  return async () => {
    await stack.close();
    pool.close();
  };
});

beforeEach(() => void vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', pool.origin));

test('a token of the user pool opens the API; each subject has its own images', async () => {
  const bearer = async (claims: Record<string, string>) => {
    const token = await pool.sign(claims);
    return async () => ({ authorization: `Bearer ${token}` });
  };
  expect((await stack.call('/images')).status).toBe(401);
  const stranger = await bearer({ sub: 'ada', iss: 'https://elsewhere.example' });
  expect((await stack.call('/images', stranger)).status).toBe(401);
  await expectOwnersApart(stack.call, await bearer({ sub: 'ada' }), await bearer({ sub: 'bob' }));
});

describe.skipIf(!hasChromium)('the gallery (skipped without Chromium: CHROMIUM names one)', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    return () => browser.close();
  });
  beforeEach(async () => {
    pool.tampering = {};
    pool.requests.length = 0;
    page = await browser.newPage();
    return () => page.close();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const redeemed = () => pool.requests.filter((path) => path === '/oauth2/token').length;
  const isEmpty = () => page.getByText('No photos yet.').waitFor();
  const isRefused = () => page.getByText('Signing in did not work.').waitFor();

  test('signs in at the user pool, renews the token when it has expired, and signs out there', async () => {
    const answer = await page.goto(`${stack.apiUrl}/?redirect_uri=https://evil.example/`);
    expect(answer?.headers()['content-security-policy']).toMatch(
      new RegExp(`connect-src 'self' http://\\S+ http://\\S+ ${pool.origin};`),
    );
    await button('Sign in').click();
    await isEmpty();
    expect(page.url()).toBe(pool.callback);
    expect(redeemed()).toBe(1);

    const expired = { status: 401, json: { message: 'The incoming token has expired' } };
    await page.route(/\/stats$/, (route) => route.fulfill(expired), { times: 1 });
    await expect.poll(redeemed, { timeout: 30_000 }).toBe(2);
    await page.reload();
    await isEmpty();

    await button('Sign out').click();
    await button('Sign in').waitFor();
    expect(pool.requests).toContain('/logout');
    expect(page.url()).toBe(pool.callback);
    await page.reload();
    await button('Sign in').waitFor();
  });

  test('takes no answer that it did not ask for, and none twice', async () => {
    await page.goto(`${stack.apiUrl}/?code=stolen&state=guessed`);
    await isRefused();
    expect(redeemed()).toBe(0);

    const answered = page.waitForRequest(/[?&]code=/);
    await button('Sign in').click();
    const replayed = (await answered).url();
    await isEmpty();
    await page.goto(replayed);
    await isEmpty(); // still signed in
    expect(redeemed()).toBe(1);
    expect(page.url()).toBe(pool.callback);
  });

  test.each([
    { what: 'another state', tampering: { answer: { state: 'forged' } }, redeems: 0 },
    {
      what: 'the issuer of another pool',
      tampering: { answer: { iss: 'https://evil.example' } },
      redeems: 0,
    },
    { what: 'a token of another issuer', tampering: { claims: { iss: 'https://evil.example' } }, redeems: 1 },
    { what: "another client's token", tampering: { claims: { aud: 'another' } }, redeems: 1 },
    { what: 'a token of another attempt', tampering: { claims: { nonce: 'earlier' } }, redeems: 1 },
  ])('refuses $what', async ({ tampering, redeems }) => {
    pool.tampering = tampering;
    await page.goto(`${stack.apiUrl}/`);
    await button('Sign in').click();
    await isRefused();
    expect(redeemed()).toBe(redeems);
    expect(await button('Sign out').count()).toBe(0);
  });
});
