import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';

/** Checks the types of the functions and the configuration beside the loop. */
export interface TypeCheck {
  /** Checks again; a check that still runs is ended. */
  check(): void;
  close(): void;
}

/** `told` gets tsc's errors, and '' when there are none any more. */
export function createTypeCheck(options: {
  readonly root: string;
  /** For its own files. */
  readonly folder: string;
  told(errors: string): void;
}): TypeCheck {
  const { root, folder, told } = options;
  const project = join(folder, 'tsconfig.json');
  const functions = join(root, 'packages/functions/*/src');
  writeFileSync(
    project,
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        noEmit: true,
        customConditions: ['@darkroom/source'],
        typeRoots: [join(root, 'node_modules/@types')],
        incremental: true, // a third of the time
        tsBuildInfoFile: join(folder, 'types.tsbuildinfo'),
      },
      include: [`${functions}/lambda.ts`, `${functions}/**/*.d.ts`, join(root, 'darkroom.config.ts')],
    }),
  );
  const manifest = createRequire(join(root, 'package.json')).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), 'bin/tsc');
  let running: ChildProcess | undefined;
  let last = '';

  return {
    check() {
      running?.kill();
      const child = spawn(process.execPath, [tsc, '-p', project, '--pretty', 'false'], {
        cwd: root, // its paths begin here
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running = child;
      giveWay(child);
      let errors = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        errors += text;
      });
      child.once('close', () => {
        if (child !== running) return;
        if (errors !== last) told(errors.trim());
        last = errors;
      });
    },
    close() {
      const child = running;
      running = undefined;
      child?.kill();
    },
  };
}

/** To the functions, which someone waits for. */
function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, 10);
  } catch {
    // It may have ended.
  }
}
