import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const infra = fileURLToPath(new URL('../../../../../infra', import.meta.url));
const rememberedBytes = 256 * 1024;

/** Runs cdktf in infra/ and passes its output on. */
export async function cdktf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ exitCode: number; output: string }> {
  const manifest = createRequire(join(infra, 'package.json')).resolve('cdktf-cli/package.json');
  const child = spawn(process.execPath, [join(dirname(manifest), 'bundle/bin/cdktf'), ...args], {
    cwd: infra,
    env: { ...process.env, CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1', ...environment },
    stdio: ['inherit', 'pipe', 'pipe'],
  });
  let output = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.on('data', (chunk: Buffer) => {
      to.write(chunk);
      output = (output + chunk).slice(-rememberedBytes);
    });
  }
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
  return { exitCode, output };
}
