import type { MiddlewareHandler } from 'hono';
import type { AppEnvironment } from '../app-environment.ts';
import { Problem } from '../problem.ts';

/** Refuses bodies of other types, which the validator would take for none. */
export const jsonBody: MiddlewareHandler<AppEnvironment> = async ({ req }, next) => {
  if (!/^application\/json\s*(;|$)/i.test(req.header('content-type') ?? '')) {
    throw new Problem(415, 'UnsupportedMediaType', 'Send the body as application/json.');
  }
  await next();
};
