import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Catalog, createCatalog } from '@darkroom/catalog';
import { bucketNames, builtConfig } from '@darkroom/infra';
import { session } from '@darkroom/localstack-client';

export interface StackOptions {
  readonly stage: string;
  /** Of local-aws or LocalStack; AWS without it. */
  readonly endpoint?: string | undefined;
}

/** A deployed stack as an operator works on it, with the credentials of the environment. */
export interface DeployedStack {
  readonly originalsBucket: string;
  readonly variantsBucket: string;
  readonly tableName: string;
  readonly processUploadFunction: string;
  readonly catalog: Catalog;
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly documents: DynamoDBDocumentClient;
  failedEventsQueueUrl(): Promise<string>;
}

/** Finds a stage's resources by their names; nothing but the account's id is asked of AWS. */
export async function openStack({ stage, endpoint }: StackOptions): Promise<DeployedStack> {
  const config = builtConfig();
  const { region } = config;
  const local = endpoint === undefined ? undefined : session({ endpoint, region });
  const sts = local?.client(STSClient) ?? new STSClient({ region });
  const sqs = local?.client(SQSClient) ?? new SQSClient({ region });
  const documents = DynamoDBDocumentClient.from(
    local?.client(DynamoDBClient) ?? new DynamoDBClient({ region }),
  );

  const { Account: accountId = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const prefix = `${config.name}-${stage}`;
  const buckets = bucketNames(prefix, config.buckets, accountId);
  const tableName = `${prefix}-images`;
  return {
    originalsBucket: buckets.originals,
    variantsBucket: buckets.variants,
    tableName,
    processUploadFunction: `${prefix}-process-upload`,
    catalog: createCatalog({ client: documents, tableName }),
    s3: local?.client(S3Client) ?? new S3Client({ region }),
    lambda: local?.client(LambdaClient) ?? new LambdaClient({ region }),
    sqs,
    documents,
    async failedEventsQueueUrl() {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${prefix}-failed-events` }));
      if (!QueueUrl) throw new Error(`There is no queue ${prefix}-failed-events`);
      return QueueUrl;
    },
  };
}
