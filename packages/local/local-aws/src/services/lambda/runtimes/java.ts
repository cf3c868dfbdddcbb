import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askProgram } from './ask-program.ts';
import type { Runtime } from './runtime.ts';

const bootstrap = fileURLToPath(new URL('../../../../runtimes/Bootstrap.java', import.meta.url));

/** The machine's own Java of that version or a newer one; it compiles the bootstrap at each start, so it has to be a JDK. */
export const java: Runtime = {
  prefix: 'java',
  missing: (runtime) =>
    versionHere() < Math.max(17, wantedBy(runtime)) ? `no JDK for ${runtime} on its PATH` : undefined,
  command: ({ taskRoot, memorySize }) => ({
    file: 'java',
    args: [
      `-Xmx${Math.floor(memorySize * 0.7)}m`,
      ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'], // as AWS starts it
      ...['file', 'stdout', 'stderr', 'sun.stdout', 'sun.stderr'].map((what) => `-D${what}.encoding=UTF-8`),
      ...['-cp', [taskRoot, join(taskRoot, 'lib', '*')].join(delimiter)],
      bootstrap,
    ],
    marksOutputEnd: true,
  }),
};

function wantedBy(runtime: string): number {
  return Number(/^java(\d+)/.exec(runtime)?.[1]);
}

/** 0 without a compiler. */
function versionHere(): number {
  return Number(/^javac (\d+)/.exec(askProgram('javac', ['-version']) ?? '')?.[1] ?? 0);
}
