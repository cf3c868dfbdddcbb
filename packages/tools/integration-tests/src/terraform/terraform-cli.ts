import { execFile, spawn, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether Terraform is on the PATH. CI sets DARKROOM_REQUIRE_TERRAFORM, so it cannot pass by skipping. */
export const hasTerraform = spawnSync('terraform', ['version']).status === 0;

if (!hasTerraform) {
  if (process.env.DARKROOM_REQUIRE_TERRAFORM === '1') {
    throw new Error('DARKROOM_REQUIRE_TERRAFORM is set, but there is no terraform on the PATH.');
  }
  console.warn('Skipped: the Terraform tests need Terraform 1.11 or newer on the PATH.');
}

export type Environment = Readonly<Record<string, string>>;

/** Terraform and its provider load schemas of a thousand resources at each start: a fifth of that was collecting garbage. */
export const rareCollections: Environment = { GOGC: '400' };

/** Terraform in a folder with a synthesized stack, with the caller's credentials. */
export function terraformIn(folder: string, environment: Environment) {
  const options = {
    cwd: folder,
    env: {
      ...process.env,
      ...rareCollections,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      ...environment,
    },
    maxBuffer: 64 * 1024 ** 2,
  };
  return {
    /** Resolves with what Terraform printed; throws with its error output. */
    async run(...args: string[]): Promise<string> {
      const { stdout } = await promisify(execFile)('terraform', [...args, '-no-color'], options);
      return stdout;
    },
    /** Interrupts Terraform, as Ctrl-C does, once what it has printed says so; resolves with its whole output. */
    async interrupt(args: readonly string[], isTime: (output: string) => boolean): Promise<string> {
      const child = spawn('terraform', [...args, '-no-color'], options);
      let output = '';
      let interrupted = false;
      child.stderr.on('data', (chunk: Buffer) => {
        output += chunk;
      });
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk;
        if (!interrupted && isTime(output)) interrupted = child.kill('SIGINT');
      });
      await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
      return output;
    },
  };
}
