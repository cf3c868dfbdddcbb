import { z } from '@hono/zod-openapi';
import { acceptedTypes } from '../accepted-types.ts';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { signInOf } from './sign-in.ts';

type GalleryDependencies = Pick<Dependencies, 'config' | 'gallery' | 'region' | 'uploadForm' | 'addresses'>;

/** The files that Vite writes: names with the hash of the content, never another folder's. */
const assetPath = '/assets/:file{[\\w-]+(?:\\.[\\w-]+)*\\.(?:js|css)}';
const contentTypes = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

/** `GET /`: the web page, and `GET /assets/…`: its scripts and styles. The browser may run nothing else. */
export function serveGallery(app: App, dependencies: GalleryDependencies): void {
  const { gallery } = dependencies;
  app.get('/', async (context) => {
    const directory = missingSlash(context.env?.requestContext);
    if (directory !== undefined) return context.redirect(directory, 308);
    return context.html(await pageOf(dependencies), 200, {
      'content-security-policy': await policyOf(dependencies),
      'referrer-policy': 'no-referrer', // does not apply to pictures
      'cache-control': 'no-cache',
    });
  });
  app.get(assetPath, async (context) => {
    const file = context.req.param('file');
    const text = await gallery(`assets/${file}`);
    if (text === undefined) return context.notFound();
    return context.body(text, 200, {
      'content-type': contentTypes[file.endsWith('.css') ? 'css' : 'js'],
      'cache-control': 'public, max-age=31536000, immutable', // another content has another name
    });
  });
}

/** The page says how to sign in and what may be uploaded, so that it asks nobody before it shows itself. */
async function pageOf({ gallery, config, region }: GalleryDependencies): Promise<string> {
  const html = await gallery('index.html');
  if (html === undefined)
    throw new Error('The gallery is not in this function: build @darkroom/gallery first.');
  const { maxBytes, formats } = config.limits;
  const settings = {
    auth: config.auth?.mode ?? 'none',
    signIn: signInOf(config.auth),
    region,
    maxBytes,
    types: acceptedTypes(formats),
  };
  const attribute = JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return html.replace('data-settings=""', () => `data-settings="${attribute}"`);
}

async function policyOf(dependencies: GalleryDependencies): Promise<string> {
  const { uploads, variants } = await originsOf(dependencies);
  const connected = ["'self'", uploads, variants, signInOf(dependencies.config.auth)?.domain];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${connected.filter((source) => source !== undefined).join(' ')}`,
    `img-src 'self' ${variants} data: blob:`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The origins to which the page uploads and from which it fetches pictures, read from a form and a URL. */
async function originsOf({ uploadForm, addresses }: GalleryDependencies) {
  const form = await uploadForm({ key: 'any', contentType: 'image/jpeg', bytes: 1 });
  return { uploads: new URL(form.url).origin, variants: new URL((await addresses('any')).image).origin };
}

const requestContextSchema = z.object({ path: z.string() });

/**
 * The page's addresses are relative, so it must be opened as a folder: `/v1` leads to `/v1/`. The address is relative,
 * too, because only the browser knows what stands before the stage.
 */
function missingSlash(requestContext: unknown): string | undefined {
  const path = requestContextSchema.safeParse(requestContext).data?.path;
  if (path === undefined || path.endsWith('/')) return undefined;
  return `${path.slice(path.lastIndexOf('/') + 1)}/`;
}
