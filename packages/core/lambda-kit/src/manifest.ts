import type { AddedManifestInput } from './added-manifest.ts';

/** A bucket, table, function, parameter path, or one or more queues of the stack, named by role in the pipeline. */
export type ResourceName =
  | 'originals'
  | 'variants'
  | 'overlays'
  | 'table'
  | 'process-upload'
  | 'failed-events-topic'
  | 'failed-changes'
  | 'unrecorded-failures'
  | 'event-bus'
  | 'webhook-queues'
  | 'webhook-secrets'
  | 'delivery'
  | 'distribution'
  | 'delivery-keys'
  | 'steps'
  | 'traces';

/** The value of an environment variable after deployment: a name; for queues and the delivery their URLs; for steps their functions by name, as JSON; for secrets their path. */
export type EnvironmentValue = { readonly nameOf: ResourceName } | { readonly literal: string };

/** An IAM statement about the stack's resources; `infra` turns it into ARNs. */
export interface Permission {
  readonly on: ResourceName;
  readonly actions: readonly string[];
  /** Path within the resource: `/*` for a bucket's objects, `/index/*` for a table's indexes. Default: the resource itself. */
  readonly path?: string | undefined;
  /** Granted only if the bucket keeps object versions. */
  readonly onlyWhereVersioned?: true | undefined;
  /** Granted only if objects of the bucket are copied within it. */
  readonly onlyWhereCopied?: true | undefined;
}

/**
 * What a handler needs from the cloud, as data beside its code. `infra` creates the function from it, and the handler
 * reads its environment through it, so the two cannot drift apart.
 */
export interface FunctionManifest<Environment extends Readonly<Record<string, EnvironmentValue>>> {
  readonly name: string;
  readonly description: string;
  /** The handler in Lambda's notation: file and export. */
  readonly handler: string;
  readonly environment: Environment;
  readonly permissions: readonly Permission[];
}

export function defineManifest<const Environment extends Readonly<Record<string, EnvironmentValue>>>(
  manifest: FunctionManifest<Environment>,
): FunctionManifest<Environment> {
  return manifest;
}

/** Types a manifest with a trigger for the editor; the build checks it. */
export function defineAddedManifest<const Environment extends Readonly<Record<string, EnvironmentValue>>>(
  manifest: Omit<AddedManifestInput, 'environment'> & { readonly environment: Environment },
) {
  return manifest;
}
