import { expect } from 'vitest';
import { z } from 'zod';
import { api } from './images.ts';

const announcementSchema = z.object({
  id: z.string(),
  key: z.string(),
  upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
});

export type UploadForm = z.output<typeof announcementSchema>['upload'];

/** Announces an image to the API; the response has the form with which to upload it. */
export async function announce(image: { filename: string; contentType: string; bytes: number }) {
  const response = await api('/images', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(image),
  });
  expect(response.status).toBe(201);
  return announcementSchema.parse(await response.json());
}

/** Sends the form as a browser does, with the file last. */
export function postForm({ url, fields }: UploadForm, file: Uint8Array): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(file)]), 'photo.jpg');
  return fetch(url, { method: 'POST', body: form });
}
