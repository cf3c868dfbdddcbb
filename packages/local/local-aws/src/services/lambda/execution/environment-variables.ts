import type { RoleCredentials } from '../../../cloud/ports.ts';
import type { FunctionRecord, PublishedVersion } from '../function-record.ts';

/**
 * The environment variables of a process (AWS Lambda Developer Guide, "Defined runtime environment variables"). Of the
 * host's variables only PATH is passed on. `AWS_ENDPOINT_URL` is LocalStack's addition; SDKs use it.
 */
export function environmentVariables(options: {
  readonly record: FunctionRecord | PublishedVersion;
  readonly version: string;
  readonly region: string;
  readonly endpoint: string;
  readonly runtimeApi: string;
  readonly taskRoot: string;
  readonly temporaryFolder: string;
  readonly logStream: string;
  readonly credentials: RoleCredentials;
}): Record<string, string> {
  const { record, credentials, region } = options;
  return {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    // Windows' own processes and DNS do not work without these.
    ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    TMPDIR: options.temporaryFolder,
    HOME: options.temporaryFolder,
    AWS_LAMBDA_RUNTIME_API: options.runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: record.name,
    AWS_LAMBDA_FUNCTION_VERSION: options.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(record.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: record.logging.group,
    AWS_LAMBDA_LOG_STREAM_NAME: options.logStream,
    AWS_LAMBDA_LOG_FORMAT: record.logging.format,
    AWS_EXECUTION_ENV: `AWS_Lambda_${record.runtime}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL: options.endpoint,
    // `nodejs22.x` may run on an older Node.js here; the function's log is not the place to warn about that.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    LAMBDA_TASK_ROOT: options.taskRoot,
    LAMBDA_RUNTIME_DIR: options.taskRoot,
    _HANDLER: record.handler,
    ...record.environment,
  };
}
