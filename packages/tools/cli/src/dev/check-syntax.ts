import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { BundleError } from '@darkroom/lambda-bundle';

const run = promisify(execFile);

/** Compiles files without running them or writing anything, and prints what is wrong as Python itself does. */
const readPython = `import sys, traceback
for file in sys.argv[1:]:
    try:
        compile(open(file, 'rb').read(), file, 'exec', dont_inherit=True)
    except (SyntaxError, ValueError) as fault:
        print(''.join(traceback.format_exception_only(fault)), end='')`;

/**
 * Throws `BundleError` if files of a function without a build cannot be read by their language: Python, or bash as a
 * bootstrap is written in. Says nothing where the language is not on this machine. `files` are relative to `folder`.
 */
export async function checkSyntax(folder: string, files: readonly string[], runtime = ''): Promise<void> {
  const faults = runtime.startsWith('python')
    ? await pythonFaults(folder, files, runtime)
    : await bashFaults(folder, files);
  if (faults.trim() !== '') throw new BundleError('CompileFailed', faults.trim());
}

async function pythonFaults(cwd: string, files: readonly string[], runtime: string): Promise<string> {
  const sources = files.filter((file) => file.endsWith('.py'));
  if (sources.length === 0) return '';
  const read = async (python: string) => (await run(python, ['-c', readPython, ...sources], { cwd })).stdout;
  return read(runtime)
    .catch(() => read('python3'))
    .catch(() => '');
}

async function bashFaults(cwd: string, files: readonly string[]): Promise<string> {
  const scripts = files.filter((file) => basename(file) === 'bootstrap' || file.endsWith('.sh'));
  const found = scripts.map(async (file) => {
    if (!(await isBash(join(cwd, file)))) return '';
    return run('bash', ['-n', file], { cwd }).then(
      () => '',
      (error: { stderr?: string }) => error.stderr ?? '',
    );
  });
  return (await Promise.all(found)).join('');
}

/** A bootstrap may be a program of any kind. */
async function isBash(file: string): Promise<boolean> {
  return /^#!.*\bbash\b/.test((await readFile(file)).subarray(0, 100).toString());
}
