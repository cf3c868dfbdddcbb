import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { notServed, servedWhere } from '../../protocol/not-served.ts';
import type { FunctionRecord } from './function-record.ts';
import { invalidParameter } from './invalid-parameter.ts';
import { checkRuntime, isForeignRuntime } from './runtimes/runtimes.ts';

const variables = z
  .record(z.string(), z.string())
  .refine(
    (named) => Object.keys(named).every((name) => /^[a-zA-Z]\w+$/.test(name)),
    'Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]',
  );

const architecture = z.enum(
  ['x86_64', 'arm64'],
  'Member must satisfy enum value set: [x86_64, arm64], Member must not be null',
);
export const architectures = z.array(architecture).min(1).max(1).nullish();

/** Members that CreateFunction and UpdateFunctionConfiguration share; all optional. */
export const configurationSchema = z.strictObject({
  Runtime: servedWhere(z.string(), (runtime) => !isForeignRuntime(runtime)).optional(),
  Handler: z.string().max(128).optional(),
  Role: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:iam::\d{12}:role\/?[\w+=,.@\-/]+$/,
      'Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
    )
    .optional(),
  Description: z.string().max(256).optional(),
  Timeout: z.int().min(1).max(900).optional(),
  MemorySize: z.int().min(128).max(10_240).optional(),
  Environment: z.strictObject({ Variables: variables.nullish() }).nullish(),
  TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']).nullish() }).nullish(),
  EphemeralStorage: z.strictObject({ Size: z.int().min(512).max(10_240) }).nullish(),
  DeadLetterConfig: z
    .strictObject({
      TargetArn: z
        .string()
        .regex(
          /^(arn:aws:(sqs|sns):.+)?$/,
          'Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()',
        )
        .nullish(),
    })
    .nullish(),
  LoggingConfig: z
    .strictObject({
      LogFormat: z.enum(['Text', 'JSON']).nullish(),
      LogGroup: z.string().nullish(),
      ApplicationLogLevel: z.string().nullish(),
      SystemLogLevel: z.string().nullish(),
    })
    .nullish(),
  SnapStart: z.strictObject({ ApplyOn: z.enum(['PublishedVersions', 'None']).nullish() }).nullish(),
  CapacityProviderConfig: notServed,
  DurableConfig: notServed,
  FileSystemConfigs: notServed,
  ImageConfig: notServed,
  KMSKeyArn: z
    .string()
    .regex(
      /^(arn:aws[a-z-]*:[a-z0-9-.]+:.*)?$/,
      'Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()',
    )
    .nullish(),
  Layers: notServed,
  VpcConfig: notServed,
});

type ConfigurationInput = z.output<typeof configurationSchema>;

/** AWS Lambda Developer Guide, "Reserved environment variables". */
const reservedVariables: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** `record` with the caller's changes; members that are left out stay unchanged. */
export function withConfiguration<R extends Omit<FunctionRecord, 'codeSha256' | 'codeSize'>>(
  record: R,
  input: ConfigurationInput,
): R {
  const variables = input.Environment?.Variables ?? undefined;
  if (input.Runtime !== undefined) checkRuntime(input.Runtime);
  if (input.SnapStart?.ApplyOn === 'PublishedVersions') {
    throw invalidParameter(
      `${input.Runtime ?? record.runtime} is not supported for SnapStart enabled functions.`,
    );
  }
  const reserved = Object.keys(variables ?? {}).filter((name) => reservedVariables.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  if (JSON.stringify(variables ?? {}).length > 4096) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`,
    );
  }
  const logging = input.LoggingConfig;
  const format = logging?.LogFormat ?? record.logging.format;
  const { deadLetterArn: _, environment: before, kmsKeyArn: keyBefore, ...rest } = record;
  const environment = input.Environment ? (variables ?? {}) : before;
  const kmsKeyArn = input.KMSKeyArn ?? keyBefore;
  const deadLetterArn = input.DeadLetterConfig ? input.DeadLetterConfig.TargetArn : record.deadLetterArn;
  return {
    ...(rest as R),
    runtime: input.Runtime ?? record.runtime,
    handler: input.Handler ?? record.handler,
    role: input.Role ?? record.role,
    description: input.Description ?? record.description,
    timeout: input.Timeout ?? record.timeout,
    memorySize: input.MemorySize ?? record.memorySize,
    tracingMode: input.TracingConfig?.Mode ?? record.tracingMode,
    ephemeralStorage: input.EphemeralStorage?.Size ?? record.ephemeralStorage,
    ...(deadLetterArn ? { deadLetterArn } : {}),
    ...(kmsKeyArn ? { kmsKeyArn } : {}),
    ...(environment ? { environment } : {}),
    logging: {
      format,
      group: logging?.LogGroup ?? record.logging.group,
      ...(format === 'JSON'
        ? {
            applicationLevel: logging?.ApplicationLogLevel ?? 'INFO',
            systemLevel: logging?.SystemLogLevel ?? 'INFO',
          }
        : {}),
    },
    ...newRevision(),
  };
}

/** The fields that change with every change. */
export function newRevision(): { revisionId: string; lastModified: string } {
  return { revisionId: randomUUID(), lastModified: new Date().toISOString().replace('Z', '+0000') };
}
