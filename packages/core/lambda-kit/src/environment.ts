import type { EnvironmentValue, FunctionManifest } from './manifest.ts';

/** A function started without a variable that its manifest declares: a mistake in the deployment, which no retry mends. */
export class MissingEnvironmentError extends Error {
  readonly code = 'MissingEnvironment';
  constructor(functionName: string, missing: readonly string[]) {
    super(
      `${functionName} was started without ${missing.join(', ')}; its manifest declares ${missing.length === 1 ? 'it' : 'them'}.`,
    );
    this.name = 'MissingEnvironmentError';
  }
}

/** The variables that a manifest declares, read once when the module loads. Throws `MissingEnvironmentError`. */
export function readEnvironment<Environment extends Readonly<Record<string, EnvironmentValue>>>(
  manifest: Pick<FunctionManifest<Environment>, 'name' | 'environment'>,
  source: Readonly<Record<string, string | undefined>> = process.env,
): { readonly [Name in keyof Environment]: string } {
  const names = Object.keys(manifest.environment);
  const missing = names.filter((name) => !source[name]);
  if (missing.length > 0) throw new MissingEnvironmentError(manifest.name, missing);
  return Object.fromEntries(names.map((name) => [name, source[name]])) as {
    [Name in keyof Environment]: string;
  };
}
