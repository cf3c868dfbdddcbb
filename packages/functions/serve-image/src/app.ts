import { InvalidTransform } from '@darkroom/imaging';
import { Hono } from 'hono';
import type { LambdaContext } from 'hono/aws-lambda';
import type { Dependencies } from './dependencies.ts';
import { Problem } from './problem.ts';
import { serve } from './serve.ts';

type Context = Pick<LambdaContext, 'getRemainingTimeInMillis'>;

export interface Environment {
  /** Hono calls it `context` where it streams. */
  Bindings: { readonly lambdaContext?: Context; readonly context?: Context };
}

/** Without Lambda's word for it, as API Gateway's. */
const defaultMs = 29_000;

/** Pictures over HTTP, on any runtime that speaks `Request` and `Response`. */
export function createApp(
  dependencies: Dependencies & { readonly log: { error(message: string, error: Error): void } },
): Hono<Environment> {
  const app = new Hono<Environment>();
  app.onError((error, { req }) => {
    if (error instanceof Problem) return error.toResponse();
    if (error instanceof InvalidTransform) return new Problem(400, error.code, error.message).toResponse();
    dependencies.log.error(`${req.method} ${req.path} failed`, error);
    return new Problem(500, 'InternalError', 'Something went wrong on our side.').toResponse();
  });
  app.get('*', async ({ req, env }) => {
    const remaining = (env?.context ?? env?.lambdaContext)?.getRemainingTimeInMillis() ?? defaultMs;
    const deadline = dependencies.now().getTime() + remaining;
    const response = await serve({ request: req.raw, deadline }, dependencies);
    // Hono forgets the body. Unread, it would hold one of the connections to S3.
    if (req.raw.method === 'HEAD') await response.body?.cancel();
    return response;
  });
  app.all('*', () => {
    throw new Problem(405, 'MethodNotAllowed', 'Pictures are read, by GET and HEAD.', { allow: 'GET, HEAD' });
  });
  return app;
}
