import { uploadsPrefix } from '@darkroom/pipeline-config';
import { createRoute, z } from '@hono/zod-openapi';
import { ulid } from 'ulid';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { safeFilename } from '../filename.ts';
import { problems } from '../problem.ts';
import { jsonBody } from './json-body.ts';

const contentTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/gif',
  'image/tiff',
  // RAW photos, by their names in shared-mime-info.
  'image/x-adobe-dng',
  'image/x-canon-cr2',
  'image/x-canon-cr3',
  'image/x-nikon-nef',
  'image/x-sony-arw',
  'image/x-pentax-pef',
  'image/x-fuji-raf',
] as const;

/** `POST /images`: creates a record that waits for its upload, and returns the upload form. */
export function announceImage(app: App, { catalog, uploadForm, config }: Dependencies): void {
  const body = z.strictObject({
    filename: z.string().min(1).max(1000).openapi({ example: 'photo.jpg' }),
    contentType: z.enum(contentTypes),
    bytes: z
      .int()
      .min(1)
      .max(config.limits.maxBytes, `must be at most ${config.limits.maxBytes}, the largest image accepted`),
  });
  const answer = z.object({
    id: z.string(),
    key: z.string(),
    upload: z
      .object({ url: z.url(), fields: z.record(z.string(), z.string()) })
      .openapi({ description: 'POST these fields as multipart/form-data, followed by the image as `file`.' }),
  });
  const route = createRoute({
    method: 'post',
    path: '/images',
    middleware: jsonBody,
    summary: 'Announce an image and get a form to upload it with',
    request: { body: { required: true, content: { 'application/json': { schema: body } } } },
    responses: {
      201: { description: 'Announced', content: { 'application/json': { schema: answer } } },
      ...problems(400, 403, 415),
    },
  });

  app.openapi(route, async (context) => {
    const { filename, contentType, bytes } = context.req.valid('json');
    const key = `${uploadsPrefix}${ulid().toLowerCase()}/${safeFilename(filename)}`;
    const { id } = await catalog.announce(key, context.get('owner'));
    const { url, fields } = await uploadForm({ key, contentType, bytes });
    return context.json({ id, key, upload: { url, fields: { ...fields } } }, 201);
  });
}
