import { createRoute } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { problems } from '../problem.ts';
import { findImage, imageIdSchema } from './find-image.ts';

const route = createRoute({
  method: 'delete',
  path: '/images/{id}',
  summary: 'Delete an image',
  description:
    'Deletes the original at once. The variants and the record are deleted within seconds. The upload form of an announced image cannot bring the image back: later uploads with it are deleted too.',
  request: { params: imageIdSchema },
  responses: { 202: { description: 'The image is being deleted' }, ...problems(403, 404) },
});

/** `DELETE /images/{id}`: S3's event about the original deletes everything else. Without an original there is no event. */
export function deleteImage(app: App, { catalog, deleteOriginal, log }: Dependencies): void {
  app.openapi(route, async (context) => {
    const image = await findImage(catalog, context.req.valid('param').id, context.get('owner'));
    await catalog.seal(image.id);
    // First, so that a caller who gets an error here still finds the image and can retry.
    await deleteOriginal(image);
    await catalog.withdraw(image.id);
    const { id, key, correlationId = context.get('requestId') } = image;
    log.info('deleted', { id, key, correlation_id: correlationId });
    return context.body(null, 202);
  });
}
