import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const packageDir = fileURLToPath(new URL('..', import.meta.url));

interface Run {
  readonly code: number;
  readonly stderr: string;
  readonly output: string | undefined;
}

describe('the build of darkroom.config.ts', () => {
  let folder: string;

  beforeAll(async () => {
    // Inside the package, where the script and the configurations find their imports.
    await mkdir(join(packageDir, 'node_modules/.cache'), { recursive: true });
    folder = await mkdtemp(join(packageDir, 'node_modules/.cache/write-config-'));
    await build({
      entryPoints: [join(packageDir, 'src/write-config.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile: join(folder, 'write-config.mjs'),
    });
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(name: string, content?: string): Promise<Run> {
    const source = join(folder, `${name}.config.ts`);
    const target = join(folder, name, 'config.json');
    if (content !== undefined) await writeFile(source, content);
    const { code, stderr } = await new Promise<{ code: number; stderr: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [join(folder, 'write-config.mjs'), source, target],
        (_, __, stderr) => resolve({ code: child.exitCode ?? -1, stderr }),
      );
    });
    return { code, stderr, output: await readFile(target, 'utf8').catch(() => undefined) };
  }

  it('writes the parsed configuration as JSON, the same each time', async () => {
    const content = `
      import { defineConfig } from '../../../src/index.ts';
      const side: number = 320;
      export default defineConfig({ presets: { thumb: { width: side } } });`;
    const [first, second] = [await run('good', content), await run('again', content)];
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.output ?? '')).toMatchObject({
      presets: { thumb: { width: 320, formats: ['webp'] } },
    });
    expect(second.output).toBe(first.output);
  });

  it.each([
    [
      'names the wrong field',
      'field',
      'export default { presets: { thumb: { width: -1 } } };',
      'presets.thumb.width: ',
    ],
    ['names the line that does not compile', 'syntax', 'export default {\n  presets: }', 'line 2: '],
    [
      'passes on what the file throws',
      'throws',
      'throw new Error("no stage");',
      'failed while it ran: no stage',
    ],
    ['asks for a default export', 'named', 'export const presets = 1;', 'expected export default'],
    [
      'says where a missing file should be',
      'missing',
      undefined,
      'missing.config.ts is missing: expected it at ',
    ],
  ])('%s, without a stack trace, and exits with 1', async (_, name, content, message) => {
    const { code, stderr, output } = await run(name, content);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(output).toBeUndefined();
  });
});
