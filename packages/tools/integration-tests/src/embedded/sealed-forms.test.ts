import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { announcementSchema, postForm } from '../upload-form.ts';
import { operatorOf } from './operator.ts';
import { permissionsIn } from './permissions.ts';

const patience = { timeout: 60_000, interval: 200 };
const presets = { thumb: { width: 32 } };
const totalsSchema = z.object({ images: z.number(), variants: z.number(), bytesIn: z.number() });

/** Someone who uses the API and still has the form of a deleted image. */
async function callerOf({ target }: EmbeddedStack) {
  const original = await photo(64, 48);
  const { s3, keysIn } = operatorOf(target);
  const ask = (path: string, init?: RequestInit) => fetch(`${target.apiUrl}${path}`, init);

  return {
    s3,
    async announce() {
      const response = await ask('/images', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ filename: 'a.jpg', contentType: 'image/jpeg', bytes: original.length }),
      });
      const { id, key, upload } = announcementSchema.parse(await response.json());
      const image = async () => {
        const found = await ask(`/images/${id}`);
        return found.status === 200 ? z.object({ status: z.string() }).parse(await found.json()).status : 404;
      };
      return {
        key,
        image,
        becomes: (status: string | 404) => expect.poll(image, patience).toBe(status),
        delete: async () => expect((await ask(`/images/${id}`, { method: 'DELETE' })).status).toBe(202),
        upload: async () => expect((await postForm(upload, original)).status).toBe(204),
        original: () => keysIn(target.originalsBucket, key),
        variants: () => keysIn(target.variantsBucket, `${id}/`),
      };
    },
    totals: async () => totalsSchema.parse(await (await ask('/stats')).json()),
  };
}

test('an image deleted by the API stays deleted, although S3 still accepts its upload form', async () => {
  const stack = await startEmbeddedStack({ config: { presets } });
  onTestFinished(() => stack.close());
  const caller = await callerOf(stack);
  const never = await caller.announce();
  await never.delete();
  const once = await caller.announce();
  await once.upload();
  await once.becomes('ready');
  await once.delete();
  await once.becomes(404);

  for (const { upload, original, image, variants } of [never, once, never, once]) {
    await upload();
    await expect.poll(original, patience).toEqual([]);
    expect(await image()).toBe(404);
    expect(await variants()).toEqual([]);
  }
  const replaced = await caller.announce(); // before a deletion, a form can be used again
  for (let uploads = 0; uploads < 2; uploads++) {
    await replaced.upload();
    await replaced.becomes('ready');
  }
  const counted = { images: 1, variants: 1, bytesIn: expect.any(Number) };
  await expect.poll(caller.totals, patience).toEqual(counted);
  await replaced.delete();
  await expect.poll(caller.totals, patience).toEqual({ images: 0, variants: 0, bytesIn: 0 });
});

test('in a versioned bucket exactly the uploaded version is deleted, and a deleted image can be restored', async () => {
  const stack = await startEmbeddedStack({ config: { presets, originals: { versioned: true } } });
  onTestFinished(() => stack.close());
  const caller = await callerOf(stack);
  const { key, upload, becomes, ...image } = await caller.announce();
  const Bucket = stack.target.originalsBucket;
  const versions = async () => {
    const { Versions = [], DeleteMarkers = [] } = await stack.local
      .client(S3Client)
      .send(new ListObjectVersionsCommand({ Bucket, Prefix: key }));
    return { objects: Versions.map(({ VersionId }) => VersionId), markers: DeleteMarkers };
  };
  await upload();
  await becomes('ready');
  const { objects } = await versions();
  await image.delete();
  await becomes(404);
  const { markers } = await versions();
  expect(markers).toHaveLength(1);

  const { without, denialLogged } = permissionsIn(stack);
  const { processUploadFunction } = stack.target;
  await without(processUploadFunction, 's3:DeleteObjectVersion', async () => {
    await upload();
    await denialLogged(processUploadFunction, 's3:DeleteObjectVersion');
    await expect.poll(async () => (await operatorOf(stack.target).failedEvents()).visible, patience).toBe(1);
  });
  expect(await image.image()).toBe(404);
  expect((await versions()).objects).toHaveLength(2);
  expect(await operatorOf(stack.target).darkroom('redrive').ended).toBe(0);
  await expect.poll(versions, patience).toEqual({ objects, markers });
  expect(await image.image()).toBe(404);

  const [marker] = markers;
  await caller.s3.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: marker?.VersionId }));
  await becomes('ready');
  await upload();
  await expect.poll(versions, patience).toEqual({ objects, markers: [] });
  await becomes('ready');
  await expect.poll(caller.totals, patience).toMatchObject({ images: 1, variants: 1 });
});
