export type { Fault, FaultInput } from './faults/fault.ts';
export type { Faults } from './faults/faults.ts';
export { type LambdaOptions, type LocalAws, type LocalAwsOptions, startLocalAws } from './start-local-aws.ts';
export { DataFolderError } from './storage/data-folder-error.ts';
