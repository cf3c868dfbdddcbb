import { createHash } from 'node:crypto';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';

/** `GET /`: one page, whose own script and style are all that may run in it. */
export function serveGallery(
  app: App,
  { config, gallery, region, s3Source }: Pick<Dependencies, 'config' | 'gallery' | 'region' | 's3Source'>,
): void {
  const html = gallery.replace(
    'data-auth="none" data-region=""',
    `data-auth="${config.auth?.mode ?? 'none'}" data-region="${region}"`,
  );
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(html, 'script')}`,
    `style-src ${hashOf(html, 'style')}`,
    `connect-src 'self' ${s3Source}`,
    `img-src 'self' ${s3Source} data: blob:`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  app.get('/', (context) =>
    context.html(html, 200, {
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    }),
  );
}

function hashOf(html: string, element: 'script' | 'style'): string {
  const text = new RegExp(`<${element}[^>]*>(.*?)</${element}>`, 's').exec(html)?.[1] ?? '';
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
