import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APIGatewayClient, GetUsagePlansCommand } from '@aws-sdk/client-api-gateway';
import type { Caller } from '@darkroom/cli/start/callers/caller';
import { findCaller } from '@darkroom/cli/start/callers/find-caller';
import { type ProcessedImage, processPhotos } from '@darkroom/cli/start/process-photos';
import { builtConfig } from '@darkroom/infra';
import type { Auth } from '@darkroom/pipeline-config';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { hasChromium, launchChromium } from '../chromium.ts';
import { startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';

const userPoolArn = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEf';
const modes: readonly Auth[] = [
  { mode: 'iam', owners: false },
  { mode: 'apiKey', owners: true, requestsPerSecond: 1000, burst: 1000 },
  { mode: 'jwt', owners: true, userPoolArn },
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-sign-in-'));
  await writeFile(join(folder, 'photo.png'), await photo(640, 480));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void vi.unstubAllEnvs());

/** What `pnpm start` does after the deployment, on a stack with this `auth`. */
async function startWith(auth: Auth) {
  vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', undefined); // the caller sets it
  const { target, local, close } = await startEmbeddedStack({
    config: { name: builtConfig().name, presets: { thumb: { width: 32 } }, auth },
  });
  onTestFinished(close);
  const { items: [plan] = [] } = await local.client(APIGatewayClient).send(new GetUsagePlansCommand({}));
  const caller = await findCaller(auth, local, plan?.id);
  const { endpoint = '', region, apiUrl, originalsBucket } = target;
  const stack = { stage: 'test', endpoint, region, apiUrl, originalsBucket, caller };
  const photos = [{ file: join(folder, 'photo.png'), key: 'photo.png' }];
  const [image] = await processPhotos(photos, stack, () => {}, new AbortController().signal);
  return { image, caller, apiUrl };
}

describe.each(modes)('where the API asks for $mode (owners: $owners)', (auth) => {
  test('start processes photos and shows the gallery to whoever signs in with what it printed', async () => {
    const { image, caller, apiUrl } = await startWith(auth);
    expect(image).toMatchObject({ status: 'ready', width: 640, variants: [{ preset: 'thumb', width: 32 }] });
    expect((await fetch(`${apiUrl}/images`)).status).toBeGreaterThanOrEqual(401);
    for (const climbing of ['..', '%2e%2e', '.%2E']) // from what is open to what is not
      expect([climbing, await statusOf(`${apiUrl}/assets/${climbing}/images`)]).toEqual([climbing, 404]);
    if (hasChromium) await expectSignIn(`${apiUrl}/`, caller, image);
  });
});

/** Sends the path as it is, as browsers and `fetch` do not. */
function statusOf(address: string): Promise<number | undefined> {
  const [, origin = '', path = '/'] = /^(https?:\/\/[^/]+)(\/.*)$/.exec(address) ?? [];
  return new Promise((resolve, reject) => {
    const sent = request(origin, { path }, (answer) => resolve(answer.resume().statusCode));
    sent.once('error', reject).end();
  });
}

let browser: Browser | undefined;
afterAll(() => browser?.close());

async function expectSignIn(url: string, { signIn }: Caller, image: ProcessedImage | undefined) {
  browser ??= await launchChromium();
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  await page.goto(url);

  for (const label of Object.keys(signIn)) await page.getByLabel(label).fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The API refused these credentials.').waitFor();
  for (const [label, value] of Object.entries(signIn)) await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator(`[title="${image?.key}"]`).waitFor();

  await page.reload();
  await page.locator(`[title="${image?.key}"]`).waitFor();
  expect(broken).toEqual([]);
}
