import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { problems } from '../problem.ts';

const count = z.int().openapi({ example: 3 });

const route = createRoute({
  method: 'get',
  path: '/stats',
  summary: "Running totals of the caller's images",
  responses: {
    200: {
      description: 'The totals, one or two seconds behind the images',
      content: {
        'application/json': {
          schema: z
            .object({
              images: count,
              variants: count,
              bytesIn: count.openapi({ description: 'Bytes of all originals whose image is ready.' }),
              bytesOut: count.openapi({ description: 'Bytes of all variants.' }),
              byStatus: z.object({ pending: count, processing: count, ready: count, failed: count }),
              changes: count.openapi({
                description:
                  'Grows with every change of an image. Ask with `If-None-Match`: as long as the answer is 304, no list has changed.',
              }),
            })
            .openapi('Statistics'),
        },
      },
    },
    ...problems(403),
  },
});

/** `GET /stats` */
export function getStatistics(app: App, { statistics }: Dependencies): void {
  app.openapi(route, async (context) => context.json(await statistics(context.get('owner')), 200));
}
