import { PassThrough } from 'node:stream';
import { handle, streamHandle } from 'hono/aws-lambda';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Dependencies } from './dependencies.ts';
import { type Darkroom, startDarkroom } from './testing/darkroom.ts';

const remainingMs = 120_000;
const acquire = vi.fn<Dependencies['leases']['acquire']>().mockResolvedValue(true);
let darkroom: Darkroom;
let id: string;
beforeAll(async () => {
  darkroom = await startDarkroom({}, { leases: { acquire, release: async () => {} } });
  const create = { width: 300, height: 200, channels: 3, background: '#336699' } as const;
  ({ id } = await darkroom.upload('photo.jpg', await sharp({ create }).jpeg().toBuffer()));
  vi.stubGlobal('awslambda', {
    streamifyResponse: (handler: unknown) => handler,
    HttpResponseStream: { from: (stream: unknown) => stream },
  });
});
afterAll(() => {
  vi.unstubAllGlobals();
  return darkroom.close();
});

test.each([
  ['streams', 160, () => streamHandle(darkroom.app)],
  ['does not stream', 320, () => handle(darkroom.app)],
])('a function that %s keeps its lease for as long as Lambda gives it', async (_, width, handlerOf) => {
  const event = {
    version: '2.0',
    rawPath: `/${id}/w_${width}.webp`,
    headers: {},
    requestContext: { domainName: 'pictures.example', http: { method: 'GET' } },
  };
  const context = { getRemainingTimeInMillis: () => remainingMs };
  const handler = handlerOf() as (...args: unknown[]) => Promise<unknown>;
  const before = Date.now();
  await (handler.length === 3
    ? handler(event, new PassThrough().resume(), context)
    : handler(event, context));
  expect(acquire.mock.lastCall?.[0]).toContain(id);
  expect(acquire.mock.lastCall?.[2]).toBeGreaterThanOrEqual(before + remainingMs);
});
