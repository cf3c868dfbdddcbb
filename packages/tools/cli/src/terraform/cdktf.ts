import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installCdktf } from './install-cdktf.ts';

const infra = fileURLToPath(new URL('../../../../../infra', import.meta.url));
const rememberedBytes = 256 * 1024;

/** Runs cdktf in infra/ and passes its output on. */
export async function cdktf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ exitCode: number; output: string }> {
  const child = spawn(process.execPath, [await installCdktf(), ...args], {
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
