import { uploadsPrefix } from '@darkroom/pipeline-config';
import { createRoute, z } from '@hono/zod-openapi';
import { acceptedTypes } from '../accepted-types.ts';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { safeFilename } from '../filename.ts';
import { problems } from '../problem.ts';
import { partBytes } from '../uploads/upload-request.ts';
import { jsonBody } from './json-body.ts';

/** `POST /images`: creates a record that waits for its upload, and returns the upload form. */
export function announceImage(app: App, { catalog, uploadForm, config, log }: Dependencies): void {
  const body = z.strictObject({
    filename: z.string().min(1).max(1000).openapi({ example: 'photo.jpg' }),
    contentType: z.enum(acceptedTypes(config.limits.formats)),
    bytes: z
      .int()
      .min(1)
      .max(config.limits.maxBytes, `must be at most ${config.limits.maxBytes}, the largest image accepted`),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits in lower case')
      .optional()
      .openapi({
        description:
          "Of the bytes. If one of the caller's images has them, the answer names it, and nothing is announced.",
      }),
  });
  const known = z.object({
    duplicateOf: z.string().openapi({ description: 'The image that has these bytes.' }),
  });
  const answer = z.object({
    id: z.string(),
    key: z.string(),
    upload: z
      .object({ url: z.url(), fields: z.record(z.string(), z.string()) })
      .openapi({ description: 'POST these fields as multipart/form-data, followed by the image as `file`.' }),
    partBytes: z.int().openapi({
      description: 'Or, for a large image, send it in parts of so many bytes: `POST /images/{id}/upload`.',
    }),
  });
  const route = createRoute({
    method: 'post',
    path: '/images',
    middleware: jsonBody,
    summary: 'Announce an image and get a form to upload it with',
    request: { body: { required: true, content: { 'application/json': { schema: body } } } },
    responses: {
      200: {
        description: 'The bytes of `sha256` are there: there is nothing to upload',
        content: { 'application/json': { schema: known } },
      },
      201: { description: 'Announced', content: { 'application/json': { schema: answer } } },
      ...problems(400, 403, 415),
    },
  });

  app.openapi(route, async (context) => {
    const { filename, contentType, bytes, sha256 } = context.req.valid('json');
    const owner = context.get('owner');
    const same = sha256 === undefined ? undefined : await catalog.withBytes(owner, sha256);
    if (same) return context.json({ duplicateOf: same.id }, 200);
    const requestId = context.get('requestId');
    const key = `${uploadsPrefix}${requestId}/${safeFilename(filename)}`;
    const { id } = await catalog.announce(key, owner, { bytes, contentType }, requestId);
    log.info('announced', { id, key });
    const { url, fields } = await uploadForm({ key, contentType, bytes });
    return context.json({ id, key, upload: { url, fields: { ...fields } }, partBytes }, 201);
  });
}
