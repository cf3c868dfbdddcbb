import { imageStatuses } from '@darkroom/catalog';
import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { imageDocument, imageSchema } from '../image-document.ts';
import { problems } from '../problem.ts';

const route = createRoute({
  method: 'get',
  path: '/images',
  summary: 'List images, newest first',
  request: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().optional().openapi({ description: 'The cursor that the previous page returned.' }),
      status: z.enum(imageStatuses).optional(),
    }),
  },
  responses: {
    200: {
      description: 'A page',
      content: {
        'application/json': {
          schema: z.object({
            images: z.array(imageSchema),
            cursor: z
              .string()
              .optional()
              .openapi({ description: 'For the next page; absent on the last page.' }),
          }),
        },
      },
    },
    ...problems(400, 403),
  },
});

/** `GET /images` */
export function listImages(app: App, { catalog, variantUrl }: Dependencies): void {
  app.openapi(route, async (context) => {
    const { limit, cursor, status } = context.req.valid('query');
    const owner = context.get('owner');
    const page = await catalog.list({
      limit,
      ...(cursor !== undefined && { cursor }),
      ...(status !== undefined && { status }),
      ...(owner !== undefined && { owner }),
    });
    const images = await Promise.all(page.images.map((image) => imageDocument(image, variantUrl)));
    return context.json({ images, ...(page.cursor !== undefined && { cursor: page.cursor }) }, 200);
  });
}
