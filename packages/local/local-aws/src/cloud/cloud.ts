import type { z } from 'zod';
import type { Faults } from '../faults/faults.ts';
import type { AwsError } from '../protocol/aws-error.ts';
import type { UnsignedRequest } from '../protocol/message.ts';
import type { Storage } from '../storage/storage.ts';
import type { Trail } from '../trail/trail.ts';
import type { AccessControl } from './access.ts';
import type { Decisions } from './decisions.ts';
import type { CloudWatchOptions, EventsOptions, LambdaOptions, S3Options, SnsOptions } from './options.ts';
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
  readonly decisions: Decisions;
  /** What happened, and why. */
  readonly trail: Trail;
  readonly log: Log;
  readonly ports: Ports;
  /** The operations of each service, by its name; each service registers its own when it is created. */
  readonly operations: Map<string, readonly ServedOperation[]>;
  readonly options: {
    readonly cloudWatch: CloudWatchOptions;
    readonly events: EventsOptions;
    readonly lambda: LambdaOptions;
    readonly s3: S3Options;
    readonly sns: SnsOptions;
  };
  now(): Date;
  /** Documents with an age start to age from this time, because nobody could read them while local-aws was down. */
  readonly startedAt: Date;
  /** Logs a fault of our own. Storage tells by itself, and once, of a disk that fails. */
  logFault(message: string, error: unknown, fields?: Readonly<Record<string, unknown>>): void;
  /** Turns any thrown value into the error that AWS would answer, and logs our own faults. */
  toAwsError(error: unknown, operation: string, request: UnsignedRequest): AwsError;
}

/** An operation's name and input schema; S3 parses its requests without a schema. */
export interface ServedOperation {
  readonly name: string;
  readonly input?: z.ZodType;
}

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}
