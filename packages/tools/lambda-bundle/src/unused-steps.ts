import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const decodeSteps = /[\\/]process-upload[\\/]src[\\/]steps[\\/]decode-steps\.ts$/;

/** Leaves out what asks steps where the configuration has none after `decode`: the client of Lambda is a third of a bundle. */
export function unusedSteps(configFile: string | undefined): Plugin {
  const file = configFile ?? fileURLToPath(import.meta.resolve('@darkroom/pipeline-config/config.json'));
  return {
    name: 'unused-steps',
    setup({ onLoad }) {
      onLoad({ filter: decodeSteps }, async () => {
        const { steps }: { steps: { after: string }[] } = JSON.parse(await readFile(file, 'utf8'));
        return steps.some(({ after }) => after === 'decode')
          ? undefined
          : { contents: 'export const decodeSteps = undefined;' };
      });
    },
  };
}
