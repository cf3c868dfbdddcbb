import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import * as z from 'zod';

const configSchema = z.object({
  steps: z.array(z.object({ after: z.string() })),
  tracing: z.unknown().optional(),
});
type Config = z.output<typeof configSchema>;

interface Part {
  /** The file that brings it all. */
  readonly file: RegExp;
  readonly exports: string;
  readonly isUsed: (config: Config) => boolean;
}

/** What functions call only where the configuration wants it. */
const parts: readonly Part[] = [
  {
    // The client of Lambda is a third of a bundle.
    file: /[\\/]process-upload[\\/]src[\\/]steps[\\/]decode-steps\.ts$/,
    exports: 'decodeSteps',
    isUsed: ({ steps }) => steps.some(({ after }) => after === 'decode'),
  },
  {
    // OpenTelemetry: 67 kB.
    file: /[\\/]lambda-kit[\\/]src[\\/]tracing[\\/]spans\.ts$/,
    exports: 'startTracing',
    isUsed: ({ tracing }) => tracing !== undefined,
  },
];

/** Leaves out what the configuration does not use: Node.js parses a whole bundle before it runs its first line. */
export function unusedParts(configFile: string | undefined): Plugin {
  const file = configFile ?? fileURLToPath(import.meta.resolve('@darkroom/pipeline-config/config.json'));
  return {
    name: 'unused-parts',
    setup({ onLoad }) {
      for (const part of parts)
        onLoad({ filter: part.file }, async () => {
          const config = configSchema.parse(JSON.parse(await readFile(file, 'utf8')));
          return part.isUsed(config) ? undefined : { contents: `export const ${part.exports} = undefined;` };
        });
    },
  };
}
