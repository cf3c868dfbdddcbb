import type { AddressInfo } from 'node:net';
import { createAuth } from './auth/auth.ts';
import { createDecisions } from './auth/decisions.ts';
import type { Cloud, Log } from './cloud/cloud.ts';
import type {
  CloudWatchOptions,
  EventsOptions,
  LambdaOptions,
  S3Options,
  SnsOptions,
} from './cloud/options.ts';
import type { Ports } from './cloud/ports.ts';
import type { FaultInput } from './faults/fault.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { createGateway } from './gateway/gateway.ts';
import { AwsError } from './protocol/aws-error.ts';
import { serviceFactories } from './services/index.ts';
import { openStorage } from './storage/storage.ts';
import { StorageError } from './storage/storage-error.ts';
import { createTrail } from './trail/trail.ts';

export interface LocalAwsOptions {
  /** 0 chooses a free port. Default: 4566, as in LocalStack. */
  readonly port?: number;
  /** Keeps all data here between runs; without it a temporary folder is used and removed. */
  readonly dataDir?: string;
  readonly region?: string;
  /**
   * Host names besides `localhost` and loopback addresses to which requests may be sent, such as `host.docker.internal`. A
   * name with a leading dot allows all its subdomains. Web pages of such a name count as the cloud's own.
   */
  readonly allowedHosts?: readonly string[];
  /** Evaluates IAM policies for every caller except root. Default: false. */
  readonly enforceIam?: boolean;
  readonly log?: Log;
  /** Faults that are active from the start; `POST /_local/faults` changes them later. */
  readonly faults?: readonly FaultInput[];
  readonly cloudWatch?: CloudWatchOptions;
  readonly events?: EventsOptions;
  readonly lambda?: LambdaOptions;
  readonly s3?: S3Options;
  readonly sns?: SnsOptions;
}

export interface LocalAws {
  readonly endpoint: string;
  readonly port: number;
  readonly accountId: string;
  readonly region: string;
  readonly faults: Faults;
  /** Ends every execution environment and releases the port; temporary data is removed. */
  close(): Promise<void>;
}

const silent: Log = { info() {}, warn() {}, error() {} };

/** Starts AWS on 127.0.0.1 in this process. Throws `EADDRINUSE` if the port is in use, and `DataFolderError`. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const log = options.log ?? silent;
  const storage = await openStorage(options.dataDir, (failure) => {
    if (failure) log.error(failure.message);
    else log.warn('Writing to the disk works again.');
  });
  const address = { endpoint: '' };
  const ports: Partial<Ports> = {};
  let closing: Promise<void> | undefined;
  const faults = createFaults(options.faults ?? [], async (accessKeyId) => ports.lambda?.crash(accessKeyId));
  const trail = createTrail();
  const cloud: Cloud = {
    accountId: '000000000000',
    region: options.region ?? 'us-east-1',
    get endpoint() {
      return address.endpoint;
    },
    storage,
    faults,
    trail,
    decisions: createDecisions(),
    log,
    ports: ports as Ports, // complete before the gateway listens
    operations: new Map(),
    get access() {
      return auth.access;
    },
    options: {
      cloudWatch: options.cloudWatch ?? {},
      events: options.events ?? {},
      lambda: options.lambda ?? {},
      s3: options.s3 ?? {},
      sns: options.sns ?? {},
    },
    now: () => new Date(),
    startedAt: new Date(),
    logFault(message, error, fields) {
      // Requests still running while the stores close can only fail; their callers learn it from the connection.
      if (closing || error instanceof StorageError) return;
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error(message, { ...fields, error: reason });
    },
    toAwsError(error, operation, request) {
      if (error instanceof AwsError) {
        trail.current()?.note({ error: { code: error.code, message: error.message } });
        if (error.status === 501)
          log.warn(error.message, {
            operation,
            method: request.method,
            path: request.path,
            ...error.fields,
          });
        return error;
      }
      cloud.logFault(`${operation} failed`, error);
      const reason = error instanceof Error ? error.message : String(error);
      const message = error instanceof StorageError ? reason : `local-aws failed: ${reason}`;
      trail.current()?.note({ error: { code: 'InternalFailure', message } });
      return new AwsError('InternalFailure', message, 500);
    },
  };
  const auth = createAuth(cloud, { enforceIam: options.enforceIam ?? false });

  const emulated = await Promise.all(serviceFactories.map((factory) => factory(cloud)));
  for (const service of emulated) Object.assign(ports, service.ports);
  const services = new Map(
    emulated.flatMap(({ services }) => services).map((service) => [service.name, service]),
  );

  const server = createGateway({
    cloud,
    services,
    authenticator: auth.authenticator,
    allowedHosts: options.allowedHosts ?? [],
    async loadConsole() {
      const { createConsole } = await import('./console/console.ts');
      return createConsole(cloud, services);
    },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(options.port ?? 4566, '127.0.0.1', () => resolve());
    });
  } catch (error) {
    for (const service of emulated) await service.close?.();
    await storage.close();
    trail.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  address.endpoint = `http://127.0.0.1:${port}`;
  for (const service of emulated) await service.start?.();

  async function shutDown() {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const service of emulated) await service.close?.();
    server.closeAllConnections();
    await closed;
    await storage.close();
    trail.close();
  }

  return {
    endpoint: address.endpoint,
    port,
    accountId: cloud.accountId,
    region: cloud.region,
    faults,
    close: () => (closing ??= shutDown()),
  };
}
