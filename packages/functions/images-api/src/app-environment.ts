import type { OpenAPIHono } from '@hono/zod-openapi';

/** What a route knows of a request besides itself. */
export interface AppEnvironment {
  /** API Gateway's `requestContext`. */
  readonly Bindings: { readonly requestContext?: unknown };
  readonly Variables: { owner: string | undefined };
}

/** What routes are added to. */
export type App = OpenAPIHono<AppEnvironment>;
