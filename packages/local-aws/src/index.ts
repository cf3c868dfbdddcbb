export { type LambdaOptions, type LocalAws, type LocalAwsOptions, startLocalAws } from './start-local-aws.ts';
