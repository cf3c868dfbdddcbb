import type { OpenAPIHono } from '@hono/zod-openapi';

/** What a route gets besides the request. */
export interface AppEnvironment {
  /** API Gateway's `requestContext`. */
  readonly Bindings: { readonly requestContext?: unknown };
  readonly Variables: { owner: string | undefined };
}

/** The app to which routes are added. */
export type App = OpenAPIHono<AppEnvironment>;
