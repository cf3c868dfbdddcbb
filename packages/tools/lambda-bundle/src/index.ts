export { addedManifest } from './added-manifest.ts';
export { buildFunction, type FunctionArtifact } from './build-function.ts';
export { BundleError, type BundleErrorCode } from './errors.ts';
export { writeFunctionFolder } from './function-folder.ts';
export { type Compiler, openCompiler, type Recompiled } from './recompile/open-compiler.ts';
export { type Architecture, hostTarget, resolveTarget, type Target } from './target.ts';
