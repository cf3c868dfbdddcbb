import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { imageDocument, imageSchema, pick } from '../image-document.ts';
import { Problem, problems } from '../problem.ts';
import { findImage } from './find-image.ts';
import { listQuery, searchOf } from './list-query.ts';

const route = createRoute({
  method: 'get',
  path: '/images',
  summary: 'List images, newest first',
  description:
    'All of them, or those with all that is asked for: a status, a tag, a camera, the beginning of a name, a time when they were taken; or those that look alike. A page looks at 200 images at most, so it can have fewer images than its limit, or none, and be followed by another.',
  request: { query: listQuery },
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
    const query = context.req.valid('query');
    const { limit, cursor, status, fields, near, distance } = query;
    const owner = context.get('owner');
    if (near !== undefined) {
      if (cursor !== undefined)
        throw new Problem(400, 'InvalidRequest', '`near` has one page, and no `cursor`.');
      const image = await findImage(catalog, near, owner);
      const neighbours = await catalog.near(image, { owner, distance, limit });
      const alike = neighbours.map(async (neighbour) => ({
        ...pick(await imageDocument(neighbour.image, addresses), fields),
        distance: neighbour.distance,
      }));
      return context.json({ images: await Promise.all(alike) }, 200);
    }
    const { search, also } = searchOf(query);
    const from = { limit, ...(cursor !== undefined && { cursor }) };
    const page = search
      ? await catalog.search({ search, also, owner, ...from })
      : await catalog.list({
          ...from,
          also,
          ...(status !== undefined && { status }),
          ...(owner !== undefined && { owner }),
        });
    const documents = await Promise.all(page.images.map((image) => imageDocument(image, addresses)));
    const images = documents.map((document) => pick(document, fields));
    return context.json({ images, ...(page.cursor !== undefined && { cursor: page.cursor }) }, 200);
  });
}
