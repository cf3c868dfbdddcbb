import { mostTags } from '@darkroom/catalog';
import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { imageDocument, imageSchema, pointSchema } from '../image-document.ts';
import { problems } from '../problem.ts';
import { lineSchema, tagSchema } from '../words.ts';
import { findImage, imageIdSchema } from './find-image.ts';
import { jsonBody } from './json-body.ts';

const descriptionSchema = z
  .strictObject({
    focalPoint: pointSchema
      .nullable()
      .optional()
      .openapi({
        description:
          'What transforms with `focus_own` and presets with the focus `own` keep, in fractions of width and height from the top left; null takes it back. Pictures that depend on it are made again when somebody asks for them. A new original has none.',
        example: { x: 0.5, y: 0.3 },
      }),
    alt: lineSchema(1000).nullable().optional().openapi({
      description:
        'What the picture shows, for those who cannot see it. For another original, too, until it is changed.',
      example: 'A dog on a beach',
    }),
    title: lineSchema(200).nullable().optional().openapi({ example: 'Bella at the sea' }),
    tags: z
      .array(tagSchema)
      .max(mostTags)
      .overwrite((tags) => [...new Set(tags)])
      .nullable()
      .optional()
      .openapi({
        description: `In the place of those before, at most ${mostTags}, in lower case, each once.`,
        example: ['beach', 'dog'],
      }),
  })
  .refine((said) => Object.keys(said).length > 0, 'names nothing to change');

const route = createRoute({
  method: 'patch',
  path: '/images/{id}',
  middleware: jsonBody,
  summary: 'Change what is said about an image',
  description: 'Fields that are absent stay; null takes one back.',
  request: {
    params: imageIdSchema,
    body: { content: { 'application/json': { schema: descriptionSchema } }, required: true },
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
    const said = context.req.valid('json');
    const changed = await catalog.describe(id, said);
    return context.json(await imageDocument(changed, addresses), 200);
  });
}
