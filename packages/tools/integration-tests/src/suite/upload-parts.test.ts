import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { needs } from '../gaps.ts';
import { photo } from '../photo.ts';
import { s3, target } from '../target.ts';
import { announce } from './announce.ts';
import { api, decidedImage, until } from './images.ts';

const signedSchema = z.object({ url: z.url(), headers: z.record(z.string(), z.string()) });
type UploadRequest = { method: string; uploadId?: string; partNumber?: number };

/** A photo of two parts: viewers read no further than the picture's end. */
let bytes: Buffer;
beforeAll(async () => {
  bytes = Buffer.concat([await photo(640, 480), Buffer.alloc(9 * 1024 ** 2)]);
});

async function ask(id: string, request: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return api(`/images/${id}/upload`, { method: 'POST', headers, body: JSON.stringify(request) });
}

async function signed(id: string, request: UploadRequest) {
  const response = await ask(id, request);
  expect(response.status).toBe(200);
  return signedSchema.parse(await response.json());
}

/** Sends one request of the upload as a browser does. */
async function send(id: string, request: UploadRequest, body?: Uint8Array | string): Promise<Response> {
  const { url, headers } = await signed(id, request);
  return fetch(url, {
    method: request.method,
    headers,
    ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
}

const member = (xml: string, name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? '';

/** An announced image whose upload in parts has begun. */
async function begun() {
  const image = await announce({ filename: 'large.jpg', contentType: 'image/jpeg', bytes: bytes.length });
  const { id, partBytes } = image;
  const uploadId = member(await (await send(id, { method: 'POST' })).text(), 'UploadId');
  const part = (partNumber: number) => bytes.subarray((partNumber - 1) * partBytes, partNumber * partBytes);
  return {
    ...image,
    uploadId,
    part,
    put: (partNumber: number, body: Uint8Array = part(partNumber)) =>
      send(id, { method: 'PUT', uploadId, partNumber }, body),
    async complete() {
      const listed = await (await send(id, { method: 'GET', uploadId })).text();
      return completionOf(listed);
    },
    send: (method: string, body?: string) => send(id, { method, uploadId }, body),
  };
}

/** What completes an upload of the parts that S3 lists. */
function completionOf(listed: string): string {
  const parts = [...listed.matchAll(/<PartNumber>(\d+)<\/PartNumber>.*?<ETag>(.*?)<\/ETag>/gs)].map(
    ([, number, eTag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${eTag}</ETag></Part>`,
  );
  return `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
}

const exists = async (Prefix: string) =>
  (await s3.send(new ListObjectsV2Command({ Bucket: target.originalsBucket, Prefix }))).KeyCount;

test('a large photo arrives in parts, sent on after the connection was lost, and is processed', async () => {
  const { id, key, partBytes, put, complete, send } = await begun();
  expect((await put(1)).status).toBe(200);
  // Another visit knows nothing but the id: S3 lists what is there.
  expect(await complete()).toContain('<PartNumber>1</PartNumber>');
  expect((await put(2)).headers.get('etag')).toMatch(/"\w+"/);
  expect((await send('POST', await complete())).status).toBe(200);
  expect(await decidedImage(key)).toMatchObject({ status: 'ready', width: 640 });
  const head = await s3.send(new HeadObjectCommand({ Bucket: target.originalsBucket, Key: key }));
  expect(head).toMatchObject({ ContentType: 'image/jpeg', ContentLength: bytes.length });
  expect(partBytes).toBe(8 * 1024 ** 2);
  // Done twice, or begun again: the image is there.
  expect((await ask(id, { method: 'POST' })).status).toBe(409);
});

test('an upload that its owner gives up leaves no parts', async () => {
  const { id, uploadId, put, send: sendTo } = await begun();
  await put(1);
  expect((await sendTo('DELETE')).status).toBe(204);
  expect((await send(id, { method: 'GET', uploadId })).status).toBe(404);
});

describe('requests are signed for the announced image alone', () => {
  test('not for other parts, other members, or an image that nobody announced', async () => {
    const { id, uploadId } = await begun();
    const refused = [
      { method: 'PUT', uploadId, partNumber: 3 },
      { method: 'PUT', uploadId, partNumber: 0 },
      { method: 'PUT', uploadId },
      { method: 'PUT', uploadId: '', partNumber: 1 },
      { method: 'DELETE' },
      { method: 'POST', key: 'uploads/elsewhere.jpg' },
      { method: 'HEAD', uploadId },
    ];
    for (const request of refused) expect((await ask(id, request)).status, JSON.stringify(request)).toBe(400);
    for (const other of ['0'.repeat(32), '..', `${id}%2F..`])
      expect((await ask(other, { method: 'POST' })).status, other).toBe(404);
  });

  test('not with the upload of another image', async () => {
    const mine = await begun();
    const other = await begun();
    const request = { method: 'PUT', uploadId: other.uploadId, partNumber: 1 };
    expect((await send(mine.id, request, mine.part(1))).status).toBe(404);
    const tricky = { method: 'GET', uploadId: `${other.uploadId}&prefix=x#/../${other.key}` };
    expect((await send(mine.id, tricky)).status).toBe(404);
  });

  describe('by a signature', () => {
    beforeEach(needs('sealed upload forms'));

    test('a part of another length, or another key, is refused', async () => {
      const { id, uploadId, part, put } = await begun();
      expect((await put(1, bytes.subarray(0, 100))).status).toBe(403);
      expect((await put(2, part(1))).status).toBe(403);
      const { url } = await signed(id, { method: 'PUT', uploadId, partNumber: 2 });
      for (const [from, to] of [
        ['partNumber=2', 'partNumber=7'],
        ['large.jpg', 'other.jpg'],
      ] as const) {
        const body = new Uint8Array(part(2));
        expect((await fetch(url.replace(from, to), { method: 'PUT', body })).status, to).toBe(403);
      }
      const begin = await signed(id, { method: 'POST' });
      const headers = { 'content-type': 'text/html' };
      expect((await fetch(begin.url, { method: 'POST', headers })).status).toBe(403);
    });

    test('a deleted image does not come back, although its parts are completed later', async () => {
      const { id, key, uploadId, put, complete } = await begun();
      await put(1);
      await put(2);
      const parts = await complete();
      const { url } = await signed(id, { method: 'POST', uploadId });
      expect((await api(`/images/${id}`, { method: 'DELETE' })).status).toBe(202);
      expect((await ask(id, { method: 'POST' })).status).toBe(404);
      expect((await fetch(url, { method: 'POST', body: parts })).status).toBe(200);
      await until(() => exists(key), 0);
      expect((await api(`/images/${id}`)).status).toBe(404);
    });
  });
});
