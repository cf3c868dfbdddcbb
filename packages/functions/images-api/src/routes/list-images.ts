import { furthestDistance, imageStatuses } from '@darkroom/catalog';
import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { imageDocument, imageSchema, isField, listedFields, pick } from '../image-document.ts';
import { Problem, problems } from '../problem.ts';
import { findImage } from './find-image.ts';

const route = createRoute({
  method: 'get',
  path: '/images',
  summary: 'List images, newest first',
  request: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().optional().openapi({ description: 'The cursor that the previous page returned.' }),
      status: z.enum(imageStatuses).optional(),
      near: z.string().optional().openapi({
        description:
          'The id of an image: lists the images that look like it instead, most alike first, without cursor and status.',
      }),
      distance: z.coerce.number().int().min(0).max(furthestDistance).default(furthestDistance).openapi({
        description: 'With `near`: in how many of the 64 bits of `perceptualHash` they may differ.',
      }),
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
            images: z.array(
              imageSchema
                .partial()
                .required({ id: true })
                .extend({
                  distance: z.int().optional().openapi({ description: 'With `near`: from that image.' }),
                }),
            ),
            cursor: z
              .string()
              .optional()
              .openapi({ description: 'For the next page; absent on the last page.' }),
          }),
        },
      },
    },
    ...problems(400, 403, 404, 409),
  },
});

/** `GET /images` */
export function listImages(app: App, { catalog, addresses }: Dependencies): void {
  app.openapi(route, async (context) => {
    const { limit, cursor, status, fields, near, distance } = context.req.valid('query');
    const owner = context.get('owner');
    if (near !== undefined) {
      if (cursor !== undefined || status !== undefined)
        throw new Problem(400, 'InvalidRequest', '`near` goes with neither `cursor` nor `status`.');
      const image = await findImage(catalog, near, owner);
      const neighbours = await catalog.near(image, { owner, distance, limit });
      const alike = neighbours.map(async (neighbour) => ({
        ...pick(await imageDocument(neighbour.image, addresses), fields),
        distance: neighbour.distance,
      }));
      return context.json({ images: await Promise.all(alike) }, 200);
    }
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
