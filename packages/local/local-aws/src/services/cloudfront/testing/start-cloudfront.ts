import { Agent } from 'node:http';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateFunctionCommand,
  type DistributionConfig,
  PublishFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { CloudFrontKeyValueStoreClient } from '@aws-sdk/client-cloudfront-keyvaluestore';
import '@aws-sdk/signature-v4a';
import { onTestFinished } from 'vitest';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';

/** Managed-CachingOptimized and Managed-CachingDisabled. */
export const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
export const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** local-aws with the official clients of CloudFront. They end with the test. */
export async function startCloudFront(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  return connectCloudFront(aws);
}

/** The clients, and what most tests do with them. */
export function connectCloudFront(aws: LocalAws) {
  const { endpoint, region } = aws;
  const cloudfront = new CloudFrontClient({ endpoint, region, credentials, maxAttempts: 1 });
  const keyValueStore = keyValueStoreClient(aws.port);
  onTestFinished(() => {
    cloudfront.destroy();
    keyValueStore.destroy();
  });
  let made = 0;

  return {
    aws,
    cloudfront,
    keyValueStore,
    async createDistribution(config: Partial<DistributionConfig> = {}) {
      made += 1;
      const created = await cloudfront.send(
        new CreateDistributionCommand({ DistributionConfig: distributionConfig(`${made}`, config) }),
      );
      return { id: created.Distribution?.Id ?? '', etag: created.ETag ?? '', ...created.Distribution };
    },
    /** A function that is published. Answers its ARN. */
    async publishFunction(Name: string, code: string, keyValueStoreArn?: string) {
      const created = await cloudfront.send(
        new CreateFunctionCommand({ Name, ...functionInput(code, keyValueStoreArn) }),
      );
      const published = await cloudfront.send(new PublishFunctionCommand({ Name, IfMatch: created.ETag }));
      return published.FunctionSummary?.FunctionMetadata?.FunctionARN ?? '';
    },
  };
}

/** This client puts the account's id before the endpoint's host name, and not every system resolves names below localhost. */
export function keyValueStoreClient(port: number, keys = credentials): CloudFrontKeyValueStoreClient {
  const httpAgent = new Agent({
    lookup: (_, { all }, callback) =>
      all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4),
  });
  return new CloudFrontKeyValueStoreClient({
    endpoint: `http://localhost:${port}`,
    region: 'us-east-1',
    credentials: keys,
    maxAttempts: 1,
    requestHandler: { httpAgent },
  });
}

export function functionInput(code: string, keyValueStoreArn?: string) {
  return {
    FunctionConfig: {
      Comment: '',
      Runtime: 'cloudfront-js-2.0' as const,
      ...(keyValueStoreArn === undefined
        ? {}
        : {
            KeyValueStoreAssociations: { Quantity: 1, Items: [{ KeyValueStoreARN: keyValueStoreArn }] },
          }),
    },
    FunctionCode: Buffer.from(code),
  };
}

/** The least that a distribution needs: one bucket. */
export function distributionConfig(
  CallerReference: string,
  config: Partial<DistributionConfig> = {},
): DistributionConfig {
  return {
    CallerReference,
    Comment: '',
    Enabled: true,
    Origins: { Quantity: 1, Items: [bucketOrigin('photos')] },
    DefaultCacheBehavior: {
      TargetOriginId: 'photos',
      ViewerProtocolPolicy: 'allow-all',
      CachePolicyId: cachingOptimized,
    },
    ...config,
  };
}

export function bucketOrigin(bucket: string, OriginAccessControlId = '') {
  return {
    Id: bucket,
    DomainName: `${bucket}.s3.us-east-1.amazonaws.com`,
    S3OriginConfig: { OriginAccessIdentity: '' },
    OriginAccessControlId,
  };
}
