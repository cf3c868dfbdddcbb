import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { writePlaceholderFunctions } from './testing/placeholder-functions.ts';

const infra = fileURLToPath(new URL('..', import.meta.url));

// HashiCorp archived cdktf in December 2025; cdktn is what its community makes of it.
test('the stack is the same Terraform with cdktn, by an alias', async () => {
  const folder = await mkdtemp(join(infra, 'node_modules/.successor-')); // where packages are found
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writePlaceholderFunctions(join(folder, 'functions'), 'any', []);

  const [today, successor] = await Promise.all([
    synthesizeIn(folder, 'cdktf', {}),
    synthesizeIn(folder, 'cdktn', { cdktf: 'cdktn' }),
  ]);

  expect(successor.madeBy).not.toBe(today.madeBy);
  expect(Object.keys(today.terraform.resource).length).toBeGreaterThan(30);
  expect(successor.terraform).toEqual(today.terraform);
});

async function synthesizeIn(folder: string, name: string, alias: Record<string, string>) {
  const program = join(folder, `${name}.mjs`);
  const outdir = join(folder, name);
  await build({
    stdin: {
      contents: `
        import { parseConfig } from '@darkroom/pipeline-config';
        import { synthesize } from './synthesize.ts';
        const config = parseConfig({ presets: { thumb: { width: 64 } } });
        const settings = { stage: 'test', target: 'aws', endpoint: 'http://127.0.0.1:4566' };
        synthesize(config, settings, ${JSON.stringify(outdir)}, ${JSON.stringify(join(folder, 'functions'))});`,
      resolveDir: join(infra, 'src'),
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@darkroom/source'],
    alias,
    external: [name],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  await promisify(execFile)(process.execPath, [program]);
  const json = await readFile(join(outdir, 'stacks/darkroom-test/cdk.tf.json'), 'utf8');
  const { '//': comment, ...terraform } = JSON.parse(json);
  return { terraform, madeBy: comment.metadata.version };
}
