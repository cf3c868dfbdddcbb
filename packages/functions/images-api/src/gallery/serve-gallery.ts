import { createHash } from 'node:crypto';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';

/** `GET /`: one page. The browser may run only the page's own script and style. */
export function serveGallery(
  app: App,
  dependencies: Pick<Dependencies, 'config' | 'gallery' | 'region' | 'uploadForm' | 'addresses'>,
): void {
  const { config, gallery, region } = dependencies;
  const html = gallery.replace(
    'data-auth="none" data-region=""',
    `data-auth="${config.auth?.mode ?? 'none'}" data-region="${region}"`,
  );
  app.get('/', async (context) => {
    const { uploads, variants } = await originsOf(dependencies);
    const policy = [
      "default-src 'none'",
      `script-src ${hashOf(html, 'script')}`,
      `style-src ${hashOf(html, 'style')}`,
      `connect-src 'self' ${uploads}`,
      `img-src 'self' ${variants} data: blob:`,
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ];
    return context.html(html, 200, {
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer', // does not apply to pictures
      'cache-control': 'no-cache',
    });
  });
}

/** The origins to which the page uploads and from which it fetches pictures, read from a form and a URL. */
async function originsOf({ uploadForm, addresses }: Pick<Dependencies, 'uploadForm' | 'addresses'>) {
  const form = await uploadForm({ key: 'any', contentType: 'image/jpeg', bytes: 1 });
  return { uploads: new URL(form.url).origin, variants: new URL((await addresses('any')).image).origin };
}

function hashOf(html: string, element: 'script' | 'style'): string {
  const text = new RegExp(`<${element}[^>]*>(.*?)</${element}>`, 's').exec(html)?.[1] ?? '';
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
