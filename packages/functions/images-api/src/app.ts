import { randomUUID } from 'node:crypto';
import { CatalogError } from '@darkroom/catalog';
import { isSigned } from '@darkroom/pipeline-config';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import type { App, AppEnvironment } from './app-environment.ts';
import { ownerOf } from './caller.ts';
import type { Dependencies } from './dependencies.ts';
import { serveGallery } from './gallery/serve-gallery.ts';
import { describePictures } from './pictures/describe-pictures.ts';
import { invalidRequest, Problem, type ProblemCode } from './problem.ts';
import { announceImage } from './routes/announce-image.ts';
import { changeImage } from './routes/change-image.ts';
import { deleteImage } from './routes/delete-image.ts';
import { getAddress } from './routes/get-address.ts';
import { getImage } from './routes/get-image.ts';
import { getStatistics } from './routes/get-statistics.ts';
import { getTrail } from './routes/get-trail.ts';
import { listImages } from './routes/list-images.ts';
import { reprocessImage } from './routes/reprocess-image.ts';
import { signUpload } from './routes/sign-upload.ts';

const statusOf: Readonly<Record<CatalogError['code'], number>> = {
  InvalidCursor: 400,
  ImageNotFound: 404,
  NotUploaded: 409,
  ReprocessLimit: 409,
  NotComparable: 409,
};

/** By it the logs know the request, and what came of an upload that it announced. */
const requestIdHeader = 'darkroom-request-id';

/** The API and its web page, on any runtime that speaks `Request` and `Response`. */
export function createApp(dependencies: Dependencies): App {
  const { config, log } = dependencies;
  const app: App = new OpenAPIHono<AppEnvironment>({
    defaultHook: (result) => {
      if (!result.success)
        throw invalidRequest(result.error, result.target === 'json' ? 'body' : result.target);
    },
  });

  app.onError((error, { req }) => {
    if (error instanceof Problem) return error.toResponse();
    if (error instanceof CatalogError)
      return new Problem(statusOf[error.code], error.code, error.message).toResponse();
    if (error instanceof HTTPException && error.status < 500)
      return new Problem(error.status, 'InvalidRequest', error.message).toResponse();
    log.error(`${req.method} ${req.path} failed`, error);
    return new Problem(500, 'InternalError', 'Something went wrong on our side.').toResponse();
  });
  app.notFound(({ req }) => new Problem(404, 'NotFound', `There is nothing at ${req.path}.`).toResponse());

  app.use(async (context, next) => {
    const requestId = context.env?.lambdaContext?.awsRequestId ?? randomUUID();
    context.set('requestId', requestId);
    await next();
    context.header(requestIdHeader, requestId);
  });
  // Upload forms and signed addresses are good for whoever finds them, so nobody stores them.
  const mayBeKept = isSigned(config) ? 'no-store' : 'private, no-cache';
  app.use(async (context, next) => {
    await next();
    context.header('x-content-type-options', 'nosniff');
    if (context.res.headers.has('cache-control')) return;
    const isAnswer = context.req.method === 'GET' && (context.res.ok || context.res.status === 304);
    context.header('cache-control', isAnswer ? mayBeKept : 'no-store');
  });
  const { allowedOrigins } = config.uploads;
  app.use(
    cors({
      origin: allowedOrigins.includes('*') ? '*' : [...allowedOrigins],
      allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
      allowHeaders: ['content-type', 'authorization', 'x-api-key', 'x-amz-date', 'x-amz-security-token'],
      exposeHeaders: [requestIdHeader],
      maxAge: 3600,
    }),
  );
  // Weak, because API Gateway compresses. Pages of other origins need their header in a 304, too.
  app.use(etag({ weak: true, retainedHeaders: [...RETAINED_304_HEADERS, 'access-control-allow-origin'] }));
  const identify: MiddlewareHandler<AppEnvironment> = async (context, next) => {
    context.set('owner', ownerOf(config.auth, context.env?.requestContext));
    await next();
  };
  app.use('/images/*', identify);
  app.use('/stats', identify);

  announceImage(app, dependencies);
  signUpload(app, dependencies);
  listImages(app, dependencies);
  getImage(app, dependencies);
  getAddress(app, dependencies);
  getTrail(app, dependencies);
  changeImage(app, dependencies);
  deleteImage(app, dependencies);
  reprocessImage(app, dependencies);
  getStatistics(app, dependencies);
  describePictures(app, dependencies);
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Darkroom', version: '1', description: 'Images in, variants out.' },
  });
  serveGallery(app, dependencies);
  refuseOtherMethods(app);
  return app;
}

/** For other methods, an existing path answers 405, not 404. */
function refuseOtherMethods(app: App): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method === 'ALL') continue;
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
  }
  for (const [path, allowed] of methods) {
    app.all(path, () => {
      const allow = [...allowed].sort().join(', ');
      const code: ProblemCode = 'MethodNotAllowed';
      throw new Problem(405, code, `This path accepts ${allow}.`, { headers: { allow } });
    });
  }
}
