import type { Cloud } from '../../cloud/cloud.ts';
import { functionArn, functionNotFound } from './function-lookup.ts';
import type { FunctionRecord, PublishedVersion } from './function-record.ts';

interface Version {
  readonly record: FunctionRecord | PublishedVersion;
  readonly version: string;
}

/** The version a qualifier names, with the concurrency of the function now. Throws ResourceNotFoundException. */
export function resolveVersion(cloud: Cloud, record: FunctionRecord, qualifier = '$LATEST'): Version {
  const found = findVersion(record, qualifier);
  if (!found) throw functionNotFound(functionArn(cloud, record.name, qualifier));
  return found;
}

/** The same for a qualifier, `$LATEST`, a number or an alias, that may be gone. */
export function findVersion(record: FunctionRecord, qualifier = '$LATEST'): Version | undefined {
  const version = record.aliases[qualifier]?.version ?? qualifier;
  if (version === '$LATEST') return { record, version };
  const published = record.versions.find((candidate) => candidate.version === version);
  if (!published) return undefined;
  const { reservedConcurrency: _, ...snapshot } = published;
  const { reservedConcurrency } = record;
  return {
    record: reservedConcurrency === undefined ? snapshot : { ...snapshot, reservedConcurrency },
    version,
  };
}

/** A `FunctionConfiguration` document, the same for every operation that answers one. */
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
    ...(Object.keys(record.environment).length > 0 ? { Environment: { Variables: record.environment } } : {}),
    ...(record.deadLetterArn ? { DeadLetterConfig: { TargetArn: record.deadLetterArn } } : {}),
    TracingConfig: { Mode: record.tracingMode },
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
