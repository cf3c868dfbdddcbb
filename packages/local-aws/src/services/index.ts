import type { Cloud, Ports } from '../cloud.ts';
import type { Service } from '../protocol/message.ts';
import { createApiGateway } from './apigateway/index.ts';
import { createDynamoDb } from './dynamodb/index.ts';
import { createIam } from './iam/index.ts';
import { createLambda } from './lambda/index.ts';
import { createLogs } from './logs/index.ts';
import { createS3 } from './s3/index.ts';
import { createSqs } from './sqs/index.ts';
import { createSsm } from './ssm/index.ts';
import { createSts } from './sts/index.ts';

/** What a service's folder exports: the service on the wire and the ports it offers to the others. */
export interface EmulatedService {
  readonly services: readonly Service[];
  readonly ports?: Partial<Ports>;
  /** Called once the gateway listens: resume queues, pollers and timers from what storage holds. */
  start?(): Promise<void>;
  /** Stops everything the service started; storage is still open. */
  close?(): Promise<void>;
}

export type ServiceFactory = (cloud: Cloud) => Promise<EmulatedService>;

/** The registry: one line a service. They start in this order: S3 last, because it then sends what it still owes the others. */
export const serviceFactories: readonly ServiceFactory[] = [
  createDynamoDb,
  createApiGateway,
  createIam,
  createLambda,
  createLogs,
  createSqs,
  createSsm,
  createSts,
  createS3,
];
