import type { OpenAPIHono } from '@hono/zod-openapi';

/** What a route gets besides the request. */
export interface AppEnvironment {
  readonly Bindings: {
    /** API Gateway's. */
    readonly requestContext?: unknown;
    readonly lambdaContext?: { readonly awsRequestId: string };
  };
  readonly Variables: {
    owner: string | undefined;
    /** A UUID that no client chooses: Lambda's id of the invocation. */
    requestId: string;
  };
}

/** The app to which routes are added. */
export type App = OpenAPIHono<AppEnvironment>;
