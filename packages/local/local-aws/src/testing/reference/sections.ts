import * as apiGateway from '@aws-sdk/client-api-gateway';
import * as cloudFront from '@aws-sdk/client-cloudfront';
import * as keyValueStore from '@aws-sdk/client-cloudfront-keyvaluestore';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as streams from '@aws-sdk/client-dynamodb-streams';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';

/** One section of the document: a folder in `services/`. */
export interface Section {
  readonly folder: string;
  readonly title: string;
  /** Names of services in credential scopes, with the official client that knows all their operations. */
  readonly services: readonly (readonly [name: string, client: object])[];
}

export const sections: readonly Section[] = [
  { folder: 's3', title: 'S3', services: [['s3', s3]] },
  { folder: 'lambda', title: 'Lambda', services: [['lambda', lambda]] },
  {
    folder: 'dynamodb',
    title: 'DynamoDB and DynamoDB Streams',
    services: [
      ['dynamodb', dynamodb],
      ['streams.dynamodb', streams],
    ],
  },
  { folder: 'apigateway', title: 'API Gateway', services: [['apigateway', apiGateway]] },
  {
    folder: 'cloudfront',
    title: 'CloudFront and CloudFront KeyValueStore',
    services: [
      ['cloudfront', cloudFront],
      ['cloudfront-keyvaluestore', keyValueStore],
    ],
  },
  { folder: 'sns', title: 'SNS', services: [['sns', sns]] },
  { folder: 'sqs', title: 'SQS', services: [['sqs', sqs]] },
  { folder: 'events', title: 'EventBridge', services: [['events', events]] },
  { folder: 'cloudwatch', title: 'CloudWatch', services: [['monitoring', cloudWatch]] },
  { folder: 'logs', title: 'CloudWatch Logs', services: [['logs', logs]] },
  { folder: 'ssm', title: 'SSM Parameter Store', services: [['ssm', ssm]] },
  { folder: 'kms', title: 'KMS', services: [['kms', kms]] },
  { folder: 'iam', title: 'IAM', services: [['iam', iam]] },
  { folder: 'sts', title: 'STS', services: [['sts', sts]] },
];

/** Every operation of AWS: the client has one command for each. */
export function operationsOfClient(client: object): string[] {
  return Object.keys(client)
    .filter((name) => /^[A-Z]\w+Command$/.test(name))
    .map((name) => name.replace(/Command$/, ''));
}
