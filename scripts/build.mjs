import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const turbo = createRequire(import.meta.url).resolve('turbo/bin/turbo');
const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs `turbo build` for a target; a second time it is a matter of milliseconds. Ends the process when it fails. */
export function build(target = 'embedded') {
  if (process.stderr.isTTY) process.stderr.write('Building (the first time takes a while)');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [turbo, 'run', 'build', '--output-logs=errors-only'],
    {
      cwd: root,
      // The default stays unnamed, so that `pnpm start`, `pnpm build` and `pnpm test` share turbo's cache.
      env: {
        ...process.env,
        DARKROOM_TARGET: target === 'embedded' ? undefined : target,
        TURBO_TELEMETRY_DISABLED: '1',
      },
      encoding: 'utf8',
    },
  );
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (status === 0) return;
  process.stderr.write(mistakeInConfig() || `${stdout}${stderr}`);
  process.exit(1);
}

/** What most builds fail for, without turbo's and pnpm's lines around it; '' when it is something else. */
function mistakeInConfig() {
  const check = fileURLToPath(
    new URL('../packages/core/pipeline-config/dist/write-config.js', import.meta.url),
  );
  if (!existsSync(check)) return '';
  return spawnSync(process.execPath, [check], { encoding: 'utf8' }).stderr;
}
