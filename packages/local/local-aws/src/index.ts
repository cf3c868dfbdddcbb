export type { LambdaOptions } from './cloud/options.ts';
export type { Fault, FaultInput } from './faults/fault.ts';
export type { Faults } from './faults/faults.ts';
export { type LocalAws, type LocalAwsOptions, startLocalAws } from './start-local-aws.ts';
export { DataFolderError } from './storage/data-folder-error.ts';
