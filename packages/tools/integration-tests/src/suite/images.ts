import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { type Identity, signedBy } from '@darkroom/cli/start/callers/signed-by';
import { expect } from 'vitest';
import { z } from 'zod';
import { s3, target } from '../target.ts';

/** The fields of the API's image document that these tests read. */
const imageSchema = z.object({
  id: z.string(),
  key: z.string(),
  status: z.enum(['pending', 'processing', 'ready', 'failed']),
  updatedAt: z.string(),
  width: z.number().optional(),
  height: z.number().optional(),
  format: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  variants: z.array(
    z.object({
      preset: z.string(),
      format: z.string(),
      width: z.number(),
      height: z.number(),
      bytes: z.number(),
      url: z.url(),
    }),
  ),
});

export type Image = z.output<typeof imageSchema>;

export async function upload(key: string, bytes: Uint8Array, contentType = 'image/jpeg'): Promise<void> {
  await s3.send(
    new PutObjectCommand({ Bucket: target.originalsBucket, Key: key, Body: bytes, ContentType: contentType }),
  );
}

export async function removeOriginal(key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: target.originalsBucket, Key: key }));
}

const identity: Identity =
  target.auth === 'iam' ? signedBy(s3.config.credentials, target.region) : async () => ({});

/** Calls the API, signed if it requires that. */
export async function api(
  path: string,
  {
    method = 'GET',
    headers,
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Response> {
  const url = new URL(`${target.apiUrl}${path}`);
  const signature = await identity(method, url, body);
  return fetch(url, { method, headers: { ...headers, ...signature }, ...(body && { body }) });
}

/** The image as the API returns it, or `undefined` if it has none for this key. */
export async function findImage(key: string): Promise<Image | undefined> {
  const response = await api(`/images/${imageId(key)}`);
  if (response.status === 404) return undefined;
  expect(response.status).toBe(200);
  return imageSchema.parse(await response.json());
}

/** For tests that wait for the pipeline or for a log. */
export const patience = { timeout: 90_000, interval: 150 };

/** Waits until the pipeline has finished with an image. */
export async function decidedImage(key: string): Promise<Image> {
  let image: Image | undefined;
  await expect
    .poll(async () => {
      image = await findImage(key);
      return image?.status;
    }, patience)
    .toMatch(/ready|failed/);
  return image as Image;
}

export async function until<T>(read: () => Promise<T>, expected: T): Promise<void> {
  await expect.poll(read, patience).toEqual(expected);
}
