import { fileURLToPath } from 'node:url';
import { askProgram } from './ask-program.ts';
import type { Runtime } from './runtime.ts';

const bootstrap = fileURLToPath(new URL('../../../../runtimes/python.py', import.meta.url));

/** The machine's own Python of exactly that version, with the packages that are installed for it, such as boto3. */
export const python: Runtime = {
  prefix: 'python',
  missing: (runtime) => (executableOf(runtime) === undefined ? `no ${runtime} on its PATH` : undefined),
  command: ({ runtime }) => ({
    file: executableOf(runtime) ?? runtime,
    args: ['-B', '-u', '-X', 'utf8', bootstrap], // no .pyc files in the code's folder, which environments share
    marksOutputEnd: true,
  }),
};

const told = 'import sys; print(sys.executable); print("python%d.%d" % sys.version_info[:2])';

/** The program itself: what PATH has may be a version manager's, which wants the home folder that functions do not have. */
function executableOf(runtime: string): string | undefined {
  for (const name of [runtime, 'python3']) {
    const [executable, version] = askProgram(name, ['-c', told])?.split(/\r?\n/) ?? [];
    if (version === runtime) return executable;
  }
  return undefined;
}
