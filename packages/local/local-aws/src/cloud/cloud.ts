import type { z } from 'zod';
import type { Faults } from '../faults/faults.ts';
import type { AwsError } from '../protocol/aws-error.ts';
import type { UnsignedRequest } from '../protocol/message.ts';
import type { Storage } from '../storage/storage.ts';
import type { AccessControl } from './access.ts';
import type { LambdaOptions, S3Options, SnsOptions } from './options.ts';
import type { Ports } from './ports.ts';

/** What every service shares. Services reach each other only through `ports`, never by import. */
export interface Cloud {
  readonly accountId: string;
  readonly region: string;
  /** `http://127.0.0.1:<port>`, known once the gateway listens. */
  readonly endpoint: string;
  readonly storage: Storage;
  readonly access: AccessControl;
  readonly faults: Faults;
  readonly log: Log;
  readonly ports: Ports;
  /** The operations that each service answers, by its name; a service enters its own when it is made. */
  readonly operations: Map<string, readonly ServedOperation[]>;
  readonly options: { readonly lambda: LambdaOptions; readonly s3: S3Options; readonly sns: SnsOptions };
  now(): Date;
  /** What ages by itself ages from here on: nobody could read it while local-aws was down. */
  readonly startedAt: Date;
  /** Logs a fault of our own. Storage tells by itself, and once, of a disk that fails. */
  logFault(message: string, error: unknown, fields?: Readonly<Record<string, unknown>>): void;
  /** Turns whatever was thrown into the error AWS would answer, and logs what is our own fault. */
  toAwsError(error: unknown, operation: string, request: UnsignedRequest): AwsError;
}

/** An operation by name, and what it takes; S3 reads its requests by other means than a schema. */
export interface ServedOperation {
  readonly name: string;
  readonly input?: z.ZodType;
}

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}
