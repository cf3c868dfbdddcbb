import { expect } from 'vitest';
import { announcementSchema } from '../upload-form.ts';
import { api } from './images.ts';

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
