export { buildFunction, type FunctionArtifact } from './build-function.ts';
export { BundleError, type BundleErrorCode } from './errors.ts';
export { type Architecture, hostTarget, resolveTarget, type Target } from './target.ts';
