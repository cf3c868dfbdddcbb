import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, defaultClientConditions, type Rolldown } from 'vite';
import { expect, test, vi } from 'vitest';

const most = 60 * 1024; // bytes, gzipped

/** The page as Vite builds it, in memory. */
async function builtPage() {
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({
    root: fileURLToPath(new URL('..', import.meta.url)),
    resolve: { conditions: ['@darkroom/source', ...defaultClientConditions] },
    build: { write: false },
    logLevel: 'error',
  });
  if (!('output' in built)) throw new Error('Expected one output.');
  return built.output;
}

/** The scripts that a visit runs before anybody touches the page: those that import each other, and the uploader. */
function scriptsAtOnce(files: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]) {
  const chunks = files.filter((file) => file.type === 'chunk');
  const atOnce = new Set(chunks.filter(({ isEntry, name }) => isEntry || name === 'uploader'));
  for (const { imports } of atOnce)
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) atOnce.add(chunk);
  return [...atOnce];
}

test('a first visit loads at most 60 KB, gzipped, and nothing of what only few people open', async () => {
  const files = await builtPage();
  const scripts = scriptsAtOnce(files);
  expect(scripts.map(({ name }) => name)).toEqual(expect.arrayContaining(['index', 'uploader']));
  const later = files.flatMap((file) => (file.type === 'chunk' && !scripts.includes(file) ? file.name : []));
  expect(later).toEqual(expect.arrayContaining(['photo-view', 'download-zip', 'user-pool']));
  const isOfPage = ({ fileName }: { fileName: string }) => /^index\.html$|index-.*\.css$/.test(fileName);
  const others = files.filter((file) => file.type === 'asset').filter(isOfPage);
  const texts = [...scripts.map(({ code }) => code), ...others.map(({ source }) => source)];
  expect(texts.reduce((bytes, text) => bytes + gzipSync(text).length, 0)).toBeLessThanOrEqual(most);
});
