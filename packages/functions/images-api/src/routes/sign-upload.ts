import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { Problem, problems } from '../problem.ts';
import { bytesOfPart, partBytes, uploadRequestSchema } from '../uploads/upload-request.ts';
import { findImage, imageIdSchema } from './find-image.ts';
import { jsonBody } from './json-body.ts';

const route = createRoute({
  method: 'post',
  path: '/images/{id}/upload',
  middleware: jsonBody,
  summary: 'Sign one request of an upload in parts',
  description: `For large images, in the place of the form: begin, send parts of ${partBytes} bytes and what is left, complete. Parts that are there stay there when the connection is lost. S3 takes no part of another length, and nothing more once the image is deleted.`,
  request: {
    params: imageIdSchema,
    body: { required: true, content: { 'application/json': { schema: uploadRequestSchema } } },
  },
  responses: {
    200: {
      description: 'Where to send the request, with this method',
      content: {
        'application/json': {
          schema: z.object({
            url: z.url(),
            key: z.string(),
            headers: z
              .record(z.string(), z.string())
              .openapi({ description: 'Those that must be sent with it.' }),
          }),
        },
      },
    },
    ...problems(400, 403, 404, 409, 415),
  },
});

/** `POST /images/{id}/upload`. The server chooses the key, and the signature fixes what its holder can send. */
export function signUpload(app: App, { catalog, signUploadRequest }: Dependencies): void {
  app.openapi(route, async (context) => {
    const request = context.req.valid('json');
    const { key, status, form } = await findImage(
      catalog,
      context.req.valid('param').id,
      context.get('owner'),
    );
    if (status !== 'pending' || form?.sealedAt !== undefined)
      throw new Problem(409, 'AlreadyUploaded', 'The image has been uploaded: announce another one.');
    if (form?.bytes === undefined || form.contentType === undefined)
      throw new Problem(409, 'NotAnnounced', 'Nobody said how large this image is: announce it again.');
    const { bytes: imageBytes, contentType } = form;
    const { partNumber } = request;
    const bytes = partNumber === undefined ? undefined : bytesOfPart(partNumber, imageBytes);
    if (partNumber !== undefined && bytes === undefined)
      throw new Problem(400, 'InvalidRequest', `An image of ${imageBytes} bytes has no part ${partNumber}.`);
    const url = await signUploadRequest({
      ...request,
      key,
      contentType,
      ...(bytes !== undefined && { bytes }),
    });
    const isBeginning = request.uploadId === undefined;
    return context.json({ url, key, headers: isBeginning ? { 'content-type': contentType } : {} }, 200);
  });
}
