import { createRoute } from '@hono/zod-openapi';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { problems } from '../problem.ts';
import { findImage, imageIdSchema } from './find-image.ts';

const route = createRoute({
  method: 'post',
  path: '/images/{id}/reprocess',
  summary: "Make an image's variants again, with the current presets",
  request: { params: imageIdSchema },
  responses: { 202: { description: 'Queued' }, ...problems(403, 404, 409) },
});

/** `POST /images/{id}/reprocess` */
export function reprocessImage(app: App, { catalog, reprocess, log }: Dependencies): void {
  app.openapi(route, async (context) => {
    const { id, key, correlationId } = await findImage(
      catalog,
      context.req.valid('param').id,
      context.get('owner'),
    );
    await reprocess(await catalog.requestReprocess(id));
    log.info('reprocess', { id, key, correlation_id: correlationId ?? context.get('requestId') });
    return context.body(null, 202);
  });
}
