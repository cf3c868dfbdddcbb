import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Architecture,
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  type FunctionConfiguration,
  GetFunctionCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  ResourceNotFoundException,
  type Runtime,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { type Context, defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z
  .strictObject({
    function_name: z.string(),
    description: z.string().optional(),
    runtime: z.string(),
    handler: z.string(),
    architectures: z.tuple([z.string()]),
    memory_size: z.int(),
    timeout: z.int(),
    reserved_concurrent_executions: z.int().optional(),
    role: z.string(),
    kms_key_arn: z.string().optional(),
    environment: z.strictObject({ variables: z.record(z.string(), z.string()) }),
    filename: z.string().optional(),
    source_code_hash: z.string().optional(),
    /** In the place of a zip: the key is a folder that the embedded cloud runs as it is. */
    s3_bucket: z.literal('hot-reload').optional(),
    s3_key: z.string().optional(),
    tags: tagsSchema,
  })
  .refine(
    ({ filename, s3_key }) => (filename === undefined) !== (s3_key === undefined),
    'needs filename or s3_key',
  );
type Block = z.output<typeof schema>;

export const awsLambdaFunction = defineResource(schema, async (block, context) => {
  const { lambda } = context.clients;
  const existing = await findFunction(lambda, block.function_name);
  const arn = existing ? await update(block, existing, context) : await create(block, context);
  await reserve(lambda, block);
  return {
    id: block.function_name,
    function_name: block.function_name,
    arn,
    invoke_arn: `arn:aws:apigateway:${context.region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
  };
});

/** Concurrency that a configuration no longer reserves is released. */
async function reserve(lambda: LambdaClient, block: Block): Promise<void> {
  const { function_name: FunctionName, reserved_concurrent_executions: reserved } = block;
  if (reserved === undefined) await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  else
    await lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: reserved }),
    );
}

async function create(block: Block, context: Context): Promise<string> {
  const { lambda } = context.clients;
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      ...configuration(block),
      Code: await code(block, context),
      Architectures: block.architectures as Architecture[],
      Tags: context.tags(block.tags),
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, ...patience }, { FunctionName: block.function_name });
  return FunctionArn;
}

async function update(block: Block, existing: FunctionConfiguration, context: Context): Promise<string> {
  const { lambda } = context.clients;
  const { FunctionArn = '' } = existing;
  const updated = () =>
    waitUntilFunctionUpdatedV2({ client: lambda, ...patience }, { FunctionName: block.function_name });
  if (
    block.s3_key !== undefined ||
    existing.CodeSha256 !== block.source_code_hash ||
    existing.Architectures?.[0] !== block.architectures[0]
  ) {
    await lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: block.function_name,
        ...(await code(block, context)),
        Architectures: block.architectures as Architecture[],
      }),
    );
    await updated();
  }
  await lambda.send(new UpdateFunctionConfigurationCommand(configuration(block)));
  await updated();
  await lambda.send(new TagResourceCommand({ Resource: FunctionArn, Tags: context.tags(block.tags) }));
  return FunctionArn;
}

/** Seconds. The embedded cloud is ready at once; AWS takes some time. */
const patience = { maxWaitTime: 60, minDelay: 0.05, maxDelay: 1 };

function configuration(block: Block) {
  return {
    FunctionName: block.function_name,
    Description: block.description,
    Runtime: block.runtime as Runtime,
    Handler: block.handler,
    MemorySize: block.memory_size,
    Timeout: block.timeout,
    Role: block.role,
    KMSKeyArn: block.kms_key_arn ?? '',
    Environment: { Variables: block.environment.variables },
  };
}

async function code(block: Block, { stackDir }: Context) {
  if (block.filename === undefined) return { S3Bucket: block.s3_bucket, S3Key: block.s3_key };
  return { ZipFile: await readFile(join(stackDir, block.filename)) };
}

async function findFunction(lambda: LambdaClient, name: string): Promise<FunctionConfiguration | undefined> {
  try {
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
    return Configuration;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
