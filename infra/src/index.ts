export { bucketNames } from './bucket-names.ts';
export { builtConfig } from './built-config.ts';
export { accessMode } from './constructs/api-access.ts';
export { StackError, type StackErrorCode } from './errors.ts';
export { roleName } from './role-name.ts';
export { readSettings, type Settings } from './settings.ts';
export { stackName } from './state-place.ts';
export { type SynthesizedStack, synthesize } from './synthesize.ts';
export { readUnbuilt } from './unbuilt-function.ts';
