// `pnpm test:integration`: the suite on the embedded cloud, or with `--target` on a stack that Terraform makes for it
// and takes away again.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';

const help = `Usage: pnpm test:integration [--target embedded|localstack|aws] [--keep]

  --target   embedded (default): local-aws, started for the run. localstack: container up, deploy, test, container down.
             aws: deploy as stage "it" with the credentials of the environment, test, destroy.
  --keep     leaves the stack and the container where they are, to look into a failure

Examples:
  pnpm test:integration
  pnpm test:integration --target localstack`;

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'embedded' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const { target, keep } = values;
if (values.help || !['embedded', 'localstack', 'aws'].includes(target)) {
  console[values.help ? 'log' : 'error'](help);
  process.exit(values.help ? 0 : 2);
}

/** True when the command ended well. */
function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32', // pnpm is a .cmd file there
  });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  return status === 0;
}

const suite = (environment) =>
  run('pnpm', ['exec', 'vitest', 'run', '--project', 'integration'], environment);

function onDeployedStack() {
  const compose = ['compose', '-f', 'docker-compose.localstack.yml'];
  const outputs = mkdtempSync(join(tmpdir(), 'darkroom-outputs-'));
  const environment = { DARKROOM_TARGET: target, DARKROOM_STAGE: 'it' };
  const darkroom = (...args) => run('pnpm', ['run', ...args, '--auto-approve'], environment);
  const suffix = target === 'aws' ? '' : `:${target}`;
  try {
    if (target === 'localstack' && !run('docker', [...compose, 'up', '-d', '--wait'])) return false;
    const file = join(outputs, 'outputs.json');
    return (
      darkroom(`deploy${suffix}`, '--outputs-file', file) &&
      suite({ ...environment, DARKROOM_TEST_OUTPUTS: file })
    );
  } finally {
    rmSync(outputs, { recursive: true, force: true });
    if (!keep) {
      darkroom(`destroy${suffix}`);
      if (target === 'localstack') run('docker', [...compose, 'down', '--volumes']);
    }
  }
}

if (target === 'embedded') build();
process.exit((target === 'embedded' ? suite() : onDeployedStack()) ? 0 : 1);
