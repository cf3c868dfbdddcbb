import type { MiddlewareHandler } from 'hono';
import type { AppEnvironment } from '../app-environment.ts';
import { Problem } from '../problem.ts';

/** Several times what any body needs. Each part of a longer one could be wrong, and Lambda answers with 6 MB at most. */
const mostCharacters = 65_536;

/** Refuses bodies of other types, which the validator would take for none, and those that are too long. */
export const jsonBody: MiddlewareHandler<AppEnvironment> = async ({ req }, next) => {
  if (!/^application\/json\s*(;|$)/i.test(req.header('content-type') ?? '')) {
    throw new Problem(415, 'UnsupportedMediaType', 'Send the body as application/json.');
  }
  if ((await req.text()).length > mostCharacters) {
    throw new Problem(400, 'InvalidRequest', `The body has more than ${mostCharacters} characters.`);
  }
  await next();
};
