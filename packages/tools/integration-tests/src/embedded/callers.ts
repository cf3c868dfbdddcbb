import type { Identity } from '@darkroom/cli/start/callers/signed-by';
import type { Auth } from '@darkroom/pipeline-config';
import { expect } from 'vitest';
import { z } from 'zod';
import { startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';

/** A stack whose API asks its callers for this, and a client of it. */
export async function startWithAuth(auth: Auth, allowedOrigins: string[] = []) {
  const uploads = { allowedOrigins };
  const stack = await startEmbeddedStack({ config: { presets: { thumb: { width: 32 } }, auth, uploads } });
  const { region, apiUrl } = stack.target;
  const call = async (path: string, identity?: Identity, method = 'GET', document?: object) => {
    const url = new URL(`${apiUrl}${path}`);
    const body = document && JSON.stringify(document);
    const headers = {
      ...(body && { 'content-type': 'application/json' }),
      ...(await identity?.(method, url, body)),
    };
    return fetch(url, { method, headers, ...(body && { body }) });
  };
  return { apiUrl, call, close: () => stack.close(), local: stack.local, region };
}
type Call = Awaited<ReturnType<typeof startWithAuth>>['call'];

const announced = z.object({
  id: z.string(),
  upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
});
const statistics = z.object({ images: z.number() });
const listing = z.object({ images: z.array(z.object({ id: z.string() })) });

/** Announces an image as `identity` and uploads it; resolves with its id once it is ready. */
async function uploadAs(call: Call, identity: Identity): Promise<string> {
  const bytes = await photo(64, 48);
  const announcement = { filename: 'mine.jpg', contentType: 'image/jpeg', bytes: bytes.length };
  const response = await call('/images', identity, 'POST', announcement);
  const { id, upload } = announced.parse(await response.json());
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)]));
  expect((await fetch(upload.url, { method: 'POST', body: form })).ok).toBe(true);
  await expect
    .poll(async () => (await call(`/images/${id}`, identity)).json(), { timeout: 30_000 })
    .toMatchObject({ status: 'ready' });
  return id;
}

/** Ada has an image. Bob does not see it, nor that there is one, can't delete it, and Ada can. */
export async function expectOwnersApart(call: Call, ada: Identity, bob: Identity): Promise<void> {
  const id = await uploadAs(call, ada);
  const ids = async (who: Identity) =>
    listing.parse(await (await call('/images', who)).json()).images.map((image) => image.id);
  expect(await ids(ada)).toEqual([id]);
  expect(await ids(bob)).toEqual([]);
  const stats = async (who: Identity) => statistics.parse(await (await call('/stats', who)).json());
  await expect.poll(() => stats(ada), { interval: 500 }).toEqual({ images: 1 });
  expect(await stats(bob)).toEqual({ images: 0 });
  expect((await call(`/images/${id}`, bob)).status).toBe(404);
  expect((await call(`/images?near=${id}`, bob)).status).toBe(404);
  expect((await call(`/images/${id}`, bob, 'DELETE')).status).toBe(404);
  expect((await call(`/images/${id}/reprocess`, bob, 'POST')).status).toBe(404);
  expect((await call(`/images/${id}/upload`, bob, 'POST', { method: 'POST' })).status).toBe(404);
  expect((await call(`/images/${id}`, ada, 'DELETE')).status).toBe(202);
}
