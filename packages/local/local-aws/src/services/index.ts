import type { ServiceFactory } from '../cloud/service.ts';
import { createApiGateway } from './apigateway/index.ts';
import { createCloudFront } from './cloudfront/index.ts';
import { createCloudWatch } from './cloudwatch/index.ts';
import { createDynamoDb } from './dynamodb/index.ts';
import { createEvents } from './events/index.ts';
import { createIam } from './iam/index.ts';
import { createKms } from './kms/index.ts';
import { createLambda } from './lambda/index.ts';
import { createLogs } from './logs/index.ts';
import { createS3 } from './s3/index.ts';
import { createSns } from './sns/index.ts';
import { createSqs } from './sqs/index.ts';
import { createSsm } from './ssm/index.ts';
import { createSts } from './sts/index.ts';

/** The registry: one line a service. They start in this order: EventBridge, SNS and S3 last, because they then send what they still owe the others. */
export const serviceFactories: readonly ServiceFactory[] = [
  createDynamoDb,
  createApiGateway,
  createCloudFront,
  createCloudWatch,
  createIam,
  createKms,
  createLambda,
  createLogs,
  createSqs,
  createSsm,
  createSts,
  createEvents,
  createSns,
  createS3,
];
