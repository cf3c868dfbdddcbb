import { createRoute } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { imageDocument, imageSchema } from '../image-document.ts';
import { problems } from '../problem.ts';
import { findImage, imageIdSchema } from './find-image.ts';

const route = createRoute({
  method: 'get',
  path: '/images/{id}',
  summary: 'One image with its variants',
  request: { params: imageIdSchema },
  responses: {
    200: { description: 'The image', content: { 'application/json': { schema: imageSchema } } },
    ...problems(403, 404),
  },
});

/** `GET /images/{id}` */
export function getImage(app: App, { catalog, addresses }: Dependencies): void {
  app.openapi(route, async (context) => {
    const image = await findImage(catalog, context.req.valid('param').id, context.get('owner'));
    return context.json(await imageDocument(image, addresses), 200);
  });
}
