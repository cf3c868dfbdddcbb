import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PipelineConfigInput } from '@darkroom/pipeline-config';

const examples = fileURLToPath(new URL('../../../../../examples/steps', import.meta.url));
/** Below a function's package: one in TypeScript finds the workspace's packages from where it lies. */
const cache = fileURLToPath(new URL('../../../../functions/run-steps/node_modules/.cache', import.meta.url));

const told = 'import boto3, sys; print("python%d.%d" % sys.version_info[:2])';
const python = spawnSync('python3', ['-c', told]).stdout?.toString().trim();
const javac = /^javac (\d+)/.exec(spawnSync('javac', ['-version']).stdout?.toString() ?? '')?.[1];

/** Which languages of the examples this machine lacks, for the names of tests. */
export const lacking = [
  ...(python ? [] : ['python3 with boto3']),
  ...(Number(javac) >= 17 ? [] : ['javac 17']),
];

type Steps = NonNullable<PipelineConfigInput['steps']>;

/** The folders of the examples in the languages that are here, and one more that fails for some photos; and their steps. */
export async function stepExamples(): Promise<{ folder: string; added: string[]; steps: Steps }> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'steps-'));
  await cp(examples, folder, { recursive: true });
  await writeFlaky(join(folder, 'flaky'));
  const steps: Steps = [
    { name: 'titles', function: 'name-photos', after: 'decode' },
    { name: 'colour', function: 'colour', after: 'ready' },
    { name: 'unsteady', function: 'flaky', after: 'ready' },
  ];
  if (python) {
    const manifest = join(folder, 'moderate/function.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(/python3\.\d+/, python));
    steps.push({ name: 'moderate', function: 'moderate', after: 'decode', timeoutSeconds: 20 });
  }
  if (Number(javac) >= 17) {
    spawnSync('javac', ['--release', '17', '-d', 'code', 'src/Orientation.java'], {
      cwd: join(folder, 'orientation'),
    });
    steps.push({ name: 'orientation', function: 'orientation', after: 'ready', timeoutSeconds: 30 });
  }
  return { folder, added: steps.map((step) => join(folder, step.function)), steps };
}

async function writeFlaky(folder: string): Promise<void> {
  const manifest = {
    name: 'flaky',
    description: 'Fails for some photos',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    trigger: { step: true },
    environment: {},
    permissions: [],
  };
  const code = `export const handler = async ({ image }) => {
    if (image.key.startsWith('flaky')) throw new Error('not today');
    return null;
  };`;
  await mkdir(join(folder, 'code'), { recursive: true });
  await writeFile(join(folder, 'function.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'code/index.mjs'), code);
}
