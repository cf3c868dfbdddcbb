import * as z from 'zod/mini';
import { callApi } from './call-api.ts';

const announced = z.union([
  z.object({ duplicateOf: z.string() }),
  z.object({
    id: z.string(),
    key: z.string(),
    upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
  }),
]);

/** A form with which to upload, or the image that has the same bytes already. */
export type Announced = z.infer<typeof announced>;

export async function announceImage(file: {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256?: string;
}): Promise<Announced> {
  return announced.parse(await (await callApi('images', { method: 'POST', json: file })).json());
}

const signedRequest = z.object({
  url: z.string(),
  key: z.string(),
  headers: z.record(z.string(), z.string()),
});

/** One request to S3 of an upload in parts. */
export type UploadRequest =
  | { readonly method: 'PUT'; readonly uploadId: string; readonly partNumber: number }
  | { readonly method: 'GET' | 'DELETE' | 'POST'; readonly uploadId?: string };

/** Where to send a request of an upload in parts, with these headers. */
export async function signUpload(id: string, request: UploadRequest): Promise<z.infer<typeof signedRequest>> {
  const response = await callApi(`images/${id}/upload`, { method: 'POST', json: request });
  return signedRequest.parse(await response.json());
}
