import type { PipelineConfig } from './config.ts';

/**
 * The checked `darkroom.config.ts` with all defaults, as the build wrote it. Functions take it as it is: to check it again would
 * make each cold start longer.
 */
declare const config: PipelineConfig;
export default config;
