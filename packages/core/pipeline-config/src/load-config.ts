import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type BuildFailure, build } from 'esbuild';
import { type PipelineConfig, parseConfig } from './config.ts';

/** A configuration file that is missing, does not compile or throws when it runs. */
export class UnreadableConfigError extends Error {
  readonly code = 'UnreadableConfig';
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableConfigError';
  }
}

/** Runs a TypeScript configuration file and parses its default export. Throws `ConfigError` or `UnreadableConfigError`. */
export async function loadConfig(file: string): Promise<PipelineConfig> {
  const name = basename(file);
  if (!existsSync(file)) {
    throw new UnreadableConfigError(`${name} is missing: expected it at ${file}.`);
  }
  const module = await run(await compile(file, name), name);
  if (!('default' in module)) {
    throw new UnreadableConfigError(`${name} exports nothing: expected export default defineConfig({ … }).`);
  }
  return parseConfig(module.default, name);
}

async function compile(file: string, name: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@darkroom/source', 'module'],
      write: false,
      logLevel: 'silent',
    });
    return outputFiles.map((output) => output.text).join('');
  } catch (error) {
    const lines = (error as BuildFailure).errors.map(({ text, location }) =>
      location ? `  line ${location.line}: ${text}` : `  ${text}`,
    );
    throw new UnreadableConfigError(`${name} does not compile:\n${lines.join('\n')}`);
  }
}

/** A data: URL needs no temporary file, and the module cache never returns another version for it. */
async function run(code: string, name: string): Promise<object> {
  try {
    return await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  } catch (error) {
    throw new UnreadableConfigError(`${name} failed while it ran: ${(error as Error).message}`);
  }
}
