import { extensions, parseAddress } from '@darkroom/image-url';
import { transformRecipe } from '@darkroom/imaging/transform-recipe';
import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { Problem, problems } from '../problem.ts';
import { findImage, imageIdSchema } from './find-image.ts';

/** Far more than all parameters with their longest values. */
const longestTransform = 500;

/** `GET /images/{id}/address`: of one picture of an image, for whoever may see the image. */
export function getAddress(
  app: App,
  { catalog, config, addresses, transformAddress, deliveryUrl }: Dependencies,
): void {
  const query = z
    .strictObject({
      preset: z.enum(Object.keys(config.presets)).optional(),
      transform: z.string().min(1).max(longestTransform).optional().openapi({
        description: 'As an address says it; see the schema Transform.',
        example: 'fit_cover-h_200-w_200',
      }),
      format: z
        .enum(extensions)
        .optional()
        .openapi({ description: 'Left out, a browser gets what it likes best.' }),
    })
    .refine(
      ({ preset, transform }) => (preset === undefined) !== (transform === undefined),
      'names either a preset or a transform',
    );
  const route = createRoute({
    method: 'get',
    path: '/images/{id}/address',
    summary: 'The address of one picture, signed where it must be',
    request: { params: imageIdSchema, query },
    responses: {
      200: {
        description: 'The address. A signed one is good for at least a day',
        content: { 'application/json': { schema: z.object({ url: z.url() }) } },
      },
      ...problems(400, 403, 404, 409),
    },
  });

  app.openapi(route, async (context) => {
    const { id } = await findImage(catalog, context.req.valid('param').id, context.get('owner'));
    const { preset, transform, format } = context.req.valid('query');
    if (preset !== undefined) return context.json({ url: (await addresses(id)).preset(preset, format) }, 200);
    checkTransform(id, transform ?? '');
    const url = await transformAddress(id, transform ?? '', format);
    if (url === undefined)
      throw new Problem(
        409,
        'NoSigningKey',
        `There is no key to sign addresses at ${deliveryUrl} with: make one with \`darkroom keys\`.`,
      );
    return context.json({ url }, 200);
  });
}

/** Throws a `Problem` that says what is wrong: nobody should get an address that answers 400. */
function checkTransform(id: string, transform: string): void {
  try {
    if (parseAddress(`/${id}/${transform}`)?.kind !== 'transform')
      throw new Error('A transform is a list such as fit_cover-h_200-w_200.');
    transformRecipe(transform);
  } catch (error) {
    throw new Problem(400, 'InvalidRequest', error instanceof Error ? error.message : String(error));
  }
}
