import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { AwsError } from '../protocol/aws-error.ts';
import type { AwsResponse, UnsignedRequest } from '../protocol/message.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Scripts and styles of the console's own origin alone, and no page around it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The built files of `local-console` below `/_local/`; undefined for what is none of them. */
export function consolePages(): (request: UnsignedRequest) => Promise<AwsResponse | undefined> {
  const manifest = createRequire(import.meta.url).resolve('@darkroom/local-console/package.json');
  const folder = join(dirname(manifest), 'dist');

  async function fileOf({ method, path }: UnsignedRequest): Promise<string | undefined> {
    if (method !== 'GET') return undefined;
    if (path === '/' || path === '/_local' || path === '/_local/') return 'index.html';
    const asset = /^\/_local\/assets\/([^/]+)$/.exec(path)?.[1];
    // Only names that the build wrote, so that no path leads elsewhere.
    const isBuilt = asset !== undefined && (await readdir(join(folder, 'assets'))).includes(asset);
    return isBuilt ? join('assets', asset) : undefined;
  }

  return async (request) => {
    if (!existsSync(join(folder, 'index.html')))
      throw new AwsError('NotBuilt', 'The console is not built. Run: npx turbo build', 503);
    const file = await fileOf(request);
    if (file === undefined) return undefined;
    return {
      status: 200,
      headers: {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
        'cache-control': file === 'index.html' ? 'no-store' : 'max-age=31536000, immutable',
      },
      body: await readFile(join(folder, file)),
    };
  };
}
