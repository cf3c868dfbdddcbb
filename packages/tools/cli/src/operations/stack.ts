import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Catalog, createCatalog } from '@darkroom/catalog';
import { bucketNames } from '@darkroom/infra/bucket-names';
import { builtConfig } from '@darkroom/infra/built-config';
import { NotReadyError, session } from '@darkroom/localstack-client';
import { callerAccountId } from '../caller.ts';
import { CliError } from '../errors.ts';

export interface StackOptions {
  readonly stage: string;
  /** Endpoint of local-aws or LocalStack; absent for AWS. */
  readonly endpoint?: string | undefined;
}

/** A deployed stack as an operator uses it, with the environment's credentials. */
export interface DeployedStack {
  /** As in `StackOptions`. Together with a bucket's name, which is unique on AWS, it identifies the stack. */
  readonly endpoint: string | undefined;
  readonly originalsBucket: string;
  readonly variantsBucket: string;
  readonly overlaysBucket: string;
  readonly tableName: string;
  readonly processUploadFunction: string;
  readonly publishChangesFunction: string;
  readonly failedEventsQueue: string;
  readonly catalog: Catalog;
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly documents: DynamoDBDocumentClient;
}

/**
 * Finds a stage's resources by name; it asks AWS only for the account's id. Throws `CliError` if nothing answers or the
 * credentials are refused.
 */
export async function openStack({ stage, endpoint }: StackOptions): Promise<DeployedStack> {
  const config = builtConfig();
  const { region } = config;
  const local = endpoint === undefined ? undefined : session({ endpoint, region });
  const documents = DynamoDBDocumentClient.from(
    local?.client(DynamoDBClient) ?? new DynamoDBClient({ region }),
  );

  const accountId = local ? await localAccountId(local) : await callerAccountId(region);
  const prefix = `${config.name}-${stage}`;
  const buckets = bucketNames(prefix, config.buckets, accountId);
  const tableName = `${prefix}-images`;
  return {
    endpoint,
    originalsBucket: buckets.originals,
    variantsBucket: buckets.variants,
    overlaysBucket: buckets.overlays,
    tableName,
    processUploadFunction: `${prefix}-process-upload`,
    publishChangesFunction: `${prefix}-publish-changes`,
    failedEventsQueue: `${prefix}-failed-events`,
    catalog: createCatalog({ client: documents, tableName }),
    s3: local?.client(S3Client) ?? new S3Client({ region }),
    lambda: local?.client(LambdaClient) ?? new LambdaClient({ region }),
    sqs: local?.client(SQSClient) ?? new SQSClient({ region }),
    documents,
  };
}

async function localAccountId(local: ReturnType<typeof session>): Promise<string> {
  try {
    await local.waitUntilReady({ timeoutMs: 2000 });
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    throw new CliError(
      'NotRunning',
      `Nothing answers at ${local.endpoint}. Start the embedded cloud in another terminal (npx --yes pnpm start), or give its address with --endpoint`,
    );
  }
  return (await local.client(STSClient).send(new GetCallerIdentityCommand({}))).Account ?? '';
}
