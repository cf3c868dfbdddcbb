import { trailEntrySchema } from '@darkroom/catalog';
import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { problems } from '../problem.ts';
import { findImage, imageIdSchema } from './find-image.ts';

const route = createRoute({
  method: 'get',
  path: '/images/{id}/trail',
  summary: 'What happened to an image, and when',
  description:
    'Oldest first: announced, uploaded, each time that processing began, and how it ended. Of a long trail the first entry and the last 19. What webhooks were sent is in the log of deliver-webhooks.',
  request: { params: imageIdSchema },
  responses: {
    200: {
      description: 'The trail; empty of images that were last processed before trails were kept',
      content: {
        'application/json': { schema: z.object({ id: z.string(), trail: z.array(trailEntrySchema) }) },
      },
    },
    ...problems(403, 404),
  },
});

/** `GET /images/{id}/trail` */
export function getTrail(app: App, { catalog }: Dependencies): void {
  app.openapi(route, async (context) => {
    const { id, trail } = await findImage(catalog, context.req.valid('param').id, context.get('owner'));
    return context.json({ id, trail: trail ?? [] }, 200);
  });
}
