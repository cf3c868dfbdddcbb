import { createRoute } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { problems } from '../problem.ts';
import { findImage, imageIdSchema } from './find-image.ts';

const route = createRoute({
  method: 'delete',
  path: '/images/{id}',
  summary: 'Delete an image',
  description: 'The original goes at once; its variants and its record follow within seconds.',
  request: { params: imageIdSchema },
  responses: { 202: { description: 'Being deleted' }, ...problems(403, 404) },
});

/** `DELETE /images/{id}`: S3's event about the original takes everything else away; without an original there is none. */
export function deleteImage(app: App, { catalog, deleteOriginal }: Dependencies): void {
  app.openapi(route, async (context) => {
    const image = await findImage(catalog, context.req.valid('param').id, context.get('owner'));
    // First, so that whoever gets an error here finds the image and can ask again.
    await deleteOriginal(image);
    await catalog.withdraw(image.id);
    return context.body(null, 202);
  });
}
