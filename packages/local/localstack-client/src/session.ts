import { endpointFrom } from './endpoint.ts';
import { type Health, waitUntilReady } from './wait-until-ready.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SessionOptions {
  /** Default: `AWS_ENDPOINT_URL`, or `LOCALSTACK_HOST`, `EDGE_PORT` and `USE_SSL`, or `http://localhost:4566`. */
  readonly endpoint?: string;
  /** Default: `AWS_REGION`, `AWS_DEFAULT_REGION`, or `us-east-1`. */
  readonly region?: string;
  /** Default: `AWS_ACCESS_KEY_ID` and its companions, or LocalStack's `test` and `test`. */
  readonly credentials?: Credentials;
}

type ClientClass = new (...configuration: never) => object;
type ConfigurationOf<Class> = Class extends new (
  ...parameters: infer Parameters
) => unknown
  ? Parameters extends [infer Configuration]
    ? Configuration
    : never
  : never;

export interface Session {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** A client of AWS SDK v3, such as `session().client(S3Client)`; `configuration` is the client's own. */
  client<Class extends ClientClass>(
    clientClass: Class,
    configuration?: ConfigurationOf<Class>,
  ): InstanceType<Class>;
  /** Resolves when the cloud answers. Throws `NotReadyError`. */
  waitUntilReady(options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal }): Promise<Health>;
}

/**
 * Everything that clients for LocalStack or local-aws share, from the environment unless said otherwise.
 *
 * @example
 * const s3 = session().client(S3Client);
 * await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a.jpg', Body: bytes }));
 */
export function session(options: SessionOptions = {}): Session {
  const endpoint = options.endpoint ?? endpointFrom(process.env);
  const region = options.region ?? (process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || 'us-east-1');
  const credentials = options.credentials ?? credentialsFrom(process.env);
  // Host names such as `bucket.127.0.0.1` do not resolve, so buckets go into the path.
  const shared = { endpoint, region, credentials, forcePathStyle: true };
  return {
    endpoint,
    region,
    credentials,
    client(clientClass, configuration) {
      const Client = clientClass as unknown as new (
        configuration: object,
      ) => InstanceType<typeof clientClass>;
      return new Client({ ...shared, ...(configuration as object | undefined) });
    },
    waitUntilReady: (waitOptions) => waitUntilReady(endpoint, waitOptions),
  };
}

function credentialsFrom(variables: NodeJS.ProcessEnv): Credentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = variables;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}
