import type { Cloud } from '../../cloud/cloud.ts';
import { functionArn, functionNotFound } from './function-lookup.ts';
import type { FunctionRecord, PublishedVersion } from './function-record.ts';

interface Version {
  readonly record: FunctionRecord | PublishedVersion;
  readonly version: string;
}

/** The version that a qualifier names, with the function's current concurrency. Throws ResourceNotFoundException. */
export function resolveVersion(cloud: Cloud, record: FunctionRecord, qualifier = '$LATEST'): Version {
  const found = findVersion(record, qualifier);
  if (!found) throw functionNotFound(functionArn(cloud, record.name, qualifier));
  return found;
}

/** The same for a qualifier (`$LATEST`, a number or an alias) that may no longer exist. */
export function findVersion(record: FunctionRecord, qualifier = '$LATEST'): Version | undefined {
  const version = record.aliases[qualifier]?.version ?? qualifier;
  if (version === '$LATEST') return { record, version };
  const published = record.versions.find((candidate) => candidate.version === version);
  if (!published) return undefined;
  const { reservedConcurrency: _, recursiveLoop: __, ...snapshot } = published;
  const { reservedConcurrency, recursiveLoop } = record;
  return {
    record: {
      ...snapshot,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
      ...(recursiveLoop === undefined ? {} : { recursiveLoop }),
    },
    version,
  };
}

/**
 * The version that one invocation with a qualifier runs; for an alias with weights, chosen at random.
 * Throws ResourceNotFoundException.
 */
export function versionToRun(cloud: Cloud, record: FunctionRecord, qualifier?: string): Version {
  const routing = record.aliases[qualifier ?? '']?.routing;
  return resolveVersion(
    cloud,
    record,
    routing && Math.random() < routing.weight ? routing.version : qualifier,
  );
}

const beingCreated = 'The function is being created.'; // what AWS says of updates, too

/** CreateFunction's response: on AWS the function is still being created, here it already exists. */
export function createdConfiguration(configuration: ReturnType<typeof configurationOf>) {
  const { LastUpdateStatus: _, ...rest } = configuration;
  return { ...rest, State: 'Pending', StateReason: beingCreated, StateReasonCode: 'Creating' };
}

/** The response of updates, likewise. */
export function updatedConfiguration(configuration: ReturnType<typeof configurationOf>) {
  return {
    ...configuration,
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: beingCreated,
    LastUpdateStatusReasonCode: 'Creating',
  };
}

/** A `FunctionConfiguration` document, the same for every operation that returns one. */
export function configurationOf(
  cloud: Cloud,
  record: FunctionRecord | PublishedVersion,
  version = '$LATEST',
  qualified = false,
) {
  const { logging } = record;
  return {
    FunctionName: record.name,
    FunctionArn: functionArn(cloud, record.name, qualified || version !== '$LATEST' ? version : undefined),
    Runtime: record.runtime,
    Role: record.role,
    Handler: record.handler,
    CodeSize: record.codeSize,
    Description: record.description,
    Timeout: record.timeout,
    MemorySize: record.memorySize,
    LastModified: record.lastModified,
    CodeSha256: record.codeSha256,
    Version: version,
    ...(record.environment ? { Environment: { Variables: record.environment } } : {}),
    ...(record.deadLetterArn ? { DeadLetterConfig: { TargetArn: record.deadLetterArn } } : {}),
    TracingConfig: { Mode: record.tracingMode },
    ...(record.kmsKeyArn === undefined ? {} : { KMSKeyArn: record.kmsKeyArn }),
    RevisionId: record.revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: record.architectures,
    EphemeralStorage: { Size: record.ephemeralStorage },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RuntimeVersionConfig: {
      RuntimeVersionArn: `arn:aws:lambda:${cloud.region}::runtime:${record.runtime}`,
    },
    LoggingConfig: {
      LogFormat: logging.format,
      LogGroup: logging.group,
      ...(logging.applicationLevel ? { ApplicationLogLevel: logging.applicationLevel } : {}),
      ...(logging.systemLevel ? { SystemLogLevel: logging.systemLevel } : {}),
    },
  };
}
