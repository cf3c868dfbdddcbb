import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const turbo = createRequire(import.meta.url).resolve('turbo/bin/turbo');
const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs `turbo build` for a target, of one package or of all; a second time it is a matter of milliseconds. Says so if
 * anything is built. Ends the process when it fails.
 */
export async function build(target = 'embedded', only = undefined) {
  const child = spawn(
    process.execPath,
    [turbo, 'run', 'build', '--output-logs=new-only', ...(only ? [`--filter=${only}`] : [])],
    {
      cwd: root,
      // The default stays unnamed, so that `pnpm start`, `pnpm build` and `pnpm test` share turbo's cache.
      env: {
        ...process.env,
        PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter), // turbo looks for pnpm there
        DARKROOM_TARGET: target === 'embedded' ? undefined : target,
        TURBO_TELEMETRY_DISABLED: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const closed = once(child, 'close');
  const said = [];
  const progress = buildProgress();
  const read = async (stream) => {
    for await (const line of createInterface({ input: stream })) {
      progress.read(line);
      said.push(line);
    }
  };
  const [[status]] = await Promise.all([closed, read(child.stdout), read(child.stderr)]);
  progress.end();
  if (status === 0) return;
  process.stderr.write(mistakeInConfig() || `${said.join('\n')}\n`);
  process.exit(1);
}

/** How far turbo is, from the lines it prints, on stderr: overwritten on a terminal, else a line when it begins. */
function buildProgress() {
  const { isTTY } = process.stderr;
  let packages = 0;
  let begun = 0;
  let builds = false;
  const say = (text) => isTTY && process.stderr.write(`\r\u001b[K${text}`);
  return {
    read(line) {
      packages = Number(/Running build in (\d+) packages/.exec(line)?.[1] ?? packages);
      const [, cache] = /:build: cache (hit|miss)/.exec(line) ?? [];
      if (!cache) return;
      begun++;
      if (cache === 'miss' && !builds && !isTTY)
        process.stderr.write('Building what has changed. The first time takes a minute.\n');
      builds ||= cache === 'miss';
      if (builds)
        say(`Building: ${begun} of ${Math.max(begun, packages)} packages (the first time takes a while)`);
    },
    end: () => say(''),
  };
}

/** What most builds fail for, without turbo's and pnpm's lines around it; '' when it is something else. */
function mistakeInConfig() {
  const check = fileURLToPath(
    new URL('../packages/core/pipeline-config/dist/write-config.js', import.meta.url),
  );
  if (!existsSync(check)) return '';
  return spawnSync(process.execPath, [check], { encoding: 'utf8' }).stderr;
}
