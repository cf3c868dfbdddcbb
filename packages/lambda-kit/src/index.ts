export { MissingEnvironmentError, readEnvironment } from './environment.ts';
export {
  defineManifest,
  type EnvironmentValue,
  type FunctionManifest,
  type Permission,
  type ResourceName,
} from './manifest.ts';
