import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { imageDocument, imageSchema, pointSchema } from '../image-document.ts';
import { problems } from '../problem.ts';
import { findImage, imageIdSchema } from './find-image.ts';
import { jsonBody } from './json-body.ts';

const changesSchema = z.strictObject({
  focalPoint: pointSchema.nullable().openapi({
    description:
      'What crops with `focus_own` keep, in fractions of width and height from the top left; null takes it back. A new original has none.',
    example: { x: 0.5, y: 0.3 },
  }),
});

const route = createRoute({
  method: 'patch',
  path: '/images/{id}',
  middleware: jsonBody,
  summary: 'Change what is said about an image',
  request: {
    params: imageIdSchema,
    body: { content: { 'application/json': { schema: changesSchema } }, required: true },
  },
  responses: {
    200: { description: 'The image', content: { 'application/json': { schema: imageSchema } } },
    ...problems(400, 403, 404, 415),
  },
});

/** `PATCH /images/{id}` */
export function changeImage(app: App, { catalog, addresses }: Dependencies): void {
  app.openapi(route, async (context) => {
    const { id } = await findImage(catalog, context.req.valid('param').id, context.get('owner'));
    const { focalPoint } = context.req.valid('json');
    const changed = await catalog.focusOn(id, focalPoint ?? undefined);
    return context.json(await imageDocument(changed, addresses), 200);
  });
}
