import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type PipelineConfig, parseConfig } from '@darkroom/pipeline-config';

/** The result of `turbo build` for the root's darkroom.config.ts. */
export function builtConfig(): PipelineConfig {
  const file = createRequire(import.meta.url).resolve('@darkroom/pipeline-config/config.json');
  return parseConfig(JSON.parse(readFileSync(file, 'utf8')));
}
