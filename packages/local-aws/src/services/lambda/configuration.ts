import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { functionArn } from './function-lookup.ts';
import type { FunctionRecord, PublishedVersion } from './lambda-state.ts';

/** The version a qualifier names: `$LATEST`, or a number. */
export function resolveVersion(
  cloud: Cloud,
  record: FunctionRecord,
  qualifier = '$LATEST',
): { record: FunctionRecord | PublishedVersion; version: string } {
  if (qualifier === '$LATEST') return { record, version: '$LATEST' };
  const found = record.versions.find(({ version }) => version === qualifier);
  if (!found) {
    const arn = functionArn(cloud, record.name, qualifier);
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404, {
      fields: { Type: 'User' },
    });
  }
  return { record: found, version: found.version };
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
