// `pnpm test:integration`: the suite on the embedded cloud, or with `--target` on a stack that Terraform makes for it
// and takes away again.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { fromSource } from './from-source.mjs';

const help = `Usage: pnpm test:integration [--target embedded|localstack|aws] [--keep]

  --target   embedded (default): local-aws, started for the run.
             localstack: container up, deploy, test, destroy, container down; a container that runs already stays.
             aws: deploy as stage "it" with the credentials of the environment, test, delete the stage's photos, destroy.
  --keep     leaves the stack and the container where they are, to look into a failure

What a target can't do is skipped, and the reason printed.

Examples:
  pnpm test:integration
  pnpm test:integration --target localstack`;

const { target, keep } = readArguments();
const stage = 'it';
const compose = ['compose', '-f', 'docker-compose.localstack.yml'];
const environment = target === 'embedded' ? {} : { DARKROOM_TARGET: target, DARKROOM_STAGE: stage };

if (target !== 'embedded') await requireInstalled();
await build(target);
if (target === 'aws') await requireCredentials();
// Ctrl-C ends the step that runs, and what was brought up is taken down.
process.on('SIGINT', () => {});
const work = { embedded: suite, localstack: () => withLocalStack(onDeployedStack), aws: onDeployedStack };
process.exitCode = work[target]() ? 0 : 1;

function readArguments() {
  const wrong = (reason) => {
    console.error(`${reason}\n\n${help}`);
    process.exit(2);
  };
  const options = {
    target: { type: 'string', default: 'embedded' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  try {
    const { values } = parseArgs({ options });
    if (values.help) {
      console.log(help);
      process.exit(0);
    }
    if (['embedded', 'localstack', 'aws'].includes(values.target)) return values;
    wrong(`There is no target ${values.target}.`);
  } catch (error) {
    wrong(error.message);
  }
}

/** Before anything is built: that takes minutes. */
async function requireInstalled() {
  const { checkTerraform, checkDocker } = await fromSource('packages/tools/cli/src/terraform/installed.ts');
  await orExit(() => {
    checkTerraform();
    if (target === 'localstack') checkDocker();
  });
}

async function requireCredentials() {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { callerAccountId } = await import('../packages/tools/cli/dist/caller.js');
  const { builtConfig } = await import('../infra/dist/index.js');
  await orExit(() => callerAccountId(builtConfig().region));
}

/** Ends the process with a `CliError`'s message and code. */
async function orExit(check) {
  try {
    await check();
  } catch (error) {
    if (error.exitCode === undefined) throw error;
    console.error(error.message);
    process.exit(error.exitCode);
  }
}

/** True when the command ended well. */
function run(command, args, more = {}) {
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment, ...more },
    shell: process.platform === 'win32', // pnpm is a .cmd file there
  });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  return status === 0;
}

/** By the reporter that says what was skipped, and why. */
function suite(more) {
  return run('pnpm', ['exec', 'vitest', 'run', '--project', 'integration', '--reporter', 'verbose'], more);
}

function withLocalStack(work) {
  const { stdout } = spawnSync('docker', [...compose, 'ps', '--quiet'], { encoding: 'utf8' });
  if (stdout.trim() !== '') return work(); // somebody else's
  const up = run('docker', [...compose, 'up', '-d', '--wait']);
  const passed = up && work();
  if (!keep) run('docker', [...compose, 'down', '--volumes']);
  return passed;
}

function onDeployedStack() {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-outputs-'));
  const outputs = join(folder, 'outputs.json');
  const suffix = target === 'aws' ? '' : `:${target}`;
  const deployed = run('pnpm', ['run', `deploy${suffix}`, '--auto-approve', '--outputs-file', outputs]);
  const passed = deployed && suite({ DARKROOM_TEST_OUTPUTS: outputs });
  rmSync(folder, { recursive: true, force: true });
  if (keep) return passed;

  // On AWS Terraform deletes no photos; those of this stage are the suite's own.
  if (target === 'aws') darkroom('empty', '--stage', stage, '--auto-approve');
  const gone = run('pnpm', ['run', `destroy${suffix}`, '--auto-approve']);
  if (!gone) {
    console.error(
      `\nStage "${stage}" was not taken away. Try again: DARKROOM_STAGE=${stage} npx --yes pnpm run destroy${suffix}`,
    );
  }
  return passed && gone;
}

/** `pnpm darkroom` would build the functions for the embedded cloud. */
function darkroom(...args) {
  return run(process.execPath, ['packages/tools/cli/bin/darkroom.mjs', ...args], {
    DARKROOM_ENDPOINT: undefined,
  });
}
