import { z } from 'zod';

/** The API's answer to an announcement. */
export const announcementSchema = z.object({
  id: z.string(),
  key: z.string(),
  upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
  partBytes: z.int(),
});

export type UploadForm = z.output<typeof announcementSchema>['upload'];

/** Sends the form as a browser does, with the file last. */
export function postForm({ url, fields }: UploadForm, file: Uint8Array): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(file)]), 'photo.jpg');
  return fetch(url, { method: 'POST', body: form });
}
