import { imageStatuses } from '@darkroom/catalog';
import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { imageDocument, imageSchema, isField, listedFields, pick } from '../image-document.ts';
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
      fields: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(z.string().refine(isField, 'names no field of an image')))
        .default([...listedFields])
        .openapi({
          type: 'string',
          description: `Fields of an image, separated by commas. Left out: ${listedFields.join(', ')}.`,
          example: 'key,variants,srcset',
        }),
    }),
  },
  responses: {
    200: {
      description: 'A page',
      content: {
        'application/json': {
          schema: z.object({
            images: z.array(imageSchema.partial().required({ id: true })),
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
export function listImages(app: App, { catalog, addresses }: Dependencies): void {
  app.openapi(route, async (context) => {
    const { limit, cursor, status, fields } = context.req.valid('query');
    const owner = context.get('owner');
    const page = await catalog.list({
      limit,
      ...(cursor !== undefined && { cursor }),
      ...(status !== undefined && { status }),
      ...(owner !== undefined && { owner }),
    });
    const documents = await Promise.all(page.images.map((image) => imageDocument(image, addresses)));
    const images = documents.map((document) => pick(document, fields));
    return context.json({ images, ...(page.cursor !== undefined && { cursor: page.cursor }) }, 200);
  });
}
