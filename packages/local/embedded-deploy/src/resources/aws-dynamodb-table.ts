import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type GlobalSecondaryIndexDescription,
  type KeySchemaElement,
  ResourceNotFoundException,
  type SSESpecification,
  type StreamViewType,
  type TableDescription,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { DeployError } from '../errors.ts';
import { type Context, defineResource } from '../resource-type.ts';
import { tagList, tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  billing_mode: z.literal('PAY_PER_REQUEST'),
  hash_key: z.string(),
  range_key: z.string().optional(),
  attribute: z.array(z.strictObject({ name: z.string(), type: z.enum(['S', 'N', 'B']) })),
  global_secondary_index: z
    .array(
      z.strictObject({
        name: z.string(),
        hash_key: z.string(),
        range_key: z.string().optional(),
        projection_type: z.enum(['ALL', 'KEYS_ONLY']),
      }),
    )
    .default([]),
  /** On this machine tables are disposable. */
  deletion_protection_enabled: z.literal(false).optional(),
  point_in_time_recovery: z.strictObject({ enabled: z.boolean() }),
  stream_enabled: z.literal(true),
  stream_view_type: z.string(),
  server_side_encryption: z.strictObject({ enabled: z.literal(true), kms_key_arn: z.string() }).optional(),
  ttl: z.strictObject({ attribute_name: z.string(), enabled: z.literal(true) }),
  /** Nothing takes long here. */
  timeouts: z.strictObject({ update: z.string() }).optional(),
  tags: tagsSchema,
});
type Block = z.output<typeof schema>;

export const awsDynamodbTable = defineResource(schema, async (block, context) => {
  const { dynamodb } = context.clients;
  const existing = await findTable(dynamodb, block.name);
  if (existing) await keep(block, existing, context);
  else await create(block, context);
  await dynamodb.send(
    new UpdateContinuousBackupsCommand({
      TableName: block.name,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: block.point_in_time_recovery.enabled },
    }),
  );
  await expire(block, dynamodb);
  const table = await findTable(dynamodb, block.name);
  return {
    id: block.name,
    name: block.name,
    arn: table?.TableArn ?? '',
    stream_arn: table?.LatestStreamArn ?? '',
    stream_label: table?.LatestStreamLabel ?? '',
  };
});

function definition(block: Block) {
  return {
    AttributeDefinitions: block.attribute.map(
      ({ name, type }): AttributeDefinition => ({ AttributeName: name, AttributeType: type }),
    ),
    KeySchema: keySchema(block),
    GlobalSecondaryIndexes: block.global_secondary_index.map(
      (index): GlobalSecondaryIndex => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: index.projection_type },
      }),
    ),
    StreamSpecification: { StreamEnabled: true, StreamViewType: block.stream_view_type as StreamViewType },
  } satisfies Partial<CreateTableCommandInput>;
}

function keySchema(keys: { hash_key: string; range_key?: string | undefined }): KeySchemaElement[] {
  const hash: KeySchemaElement = { AttributeName: keys.hash_key, KeyType: 'HASH' };
  return keys.range_key === undefined ? [hash] : [hash, { AttributeName: keys.range_key, KeyType: 'RANGE' }];
}

async function create(block: Block, { clients: { dynamodb }, ...context }: Context): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: block.name,
      BillingMode: block.billing_mode,
      Tags: tagList(context.tags(block.tags)),
      SSESpecification: encryption(block),
      ...definition(block),
    }),
  );
  await settled(block, dynamodb);
}

/**
 * An existing table gets the indexes that it lacks, and loses those that are gone from the block or have changed: they hold
 * nothing that the table does not. Its keys and stream are not changed, because it holds data: the user must decide.
 */
async function keep(
  block: Block,
  existing: TableDescription,
  { clients, ...context }: Context,
): Promise<void> {
  const wanted = definition(block);
  if (shapeOf(existing) !== shapeOf(wanted)) {
    throw new DeployError(
      'NeedsReplacement',
      `The table ${block.name} was created with other keys or another stream. Start with another --data-dir.`,
    );
  }
  const had = existing.GlobalSecondaryIndexes ?? [];
  const isAmong = (indexes: readonly Index[], one: Index) =>
    indexes.some((index) => indexShape(index) === indexShape(one));
  for (const index of had)
    if (!isAmong(wanted.GlobalSecondaryIndexes, index)) await dropIndex(block, index, clients.dynamodb);
  for (const index of wanted.GlobalSecondaryIndexes)
    if (!isAmong(had, index)) await addIndex(block, index, clients.dynamodb);
  await encrypt(block, existing, clients.dynamodb);
  await clients.dynamodb.send(
    new TagResourceCommand({ ResourceArn: existing.TableArn, Tags: tagList(context.tags(block.tags)) }),
  );
}

/** DynamoDB refuses an update that changes nothing. */
async function encrypt(block: Block, existing: TableDescription, dynamodb: DynamoDBClient): Promise<void> {
  const key = block.server_side_encryption?.kms_key_arn;
  if (existing.SSEDescription?.KMSMasterKeyArn === key) return;
  const SSESpecification = encryption(block) ?? { Enabled: false };
  await dynamodb.send(new UpdateTableCommand({ TableName: block.name, SSESpecification }));
}

function encryption({ server_side_encryption: own }: Block): SSESpecification | undefined {
  return own && { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: own.kms_key_arn };
}

async function dropIndex(block: Block, { IndexName }: Index, dynamodb: DynamoDBClient): Promise<void> {
  await dynamodb.send(
    new UpdateTableCommand({
      TableName: block.name,
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }],
    }),
  );
  await settled(block, dynamodb);
}

/** DynamoDB makes one at a time, and knows of no attributes that are keys of nothing. */
async function addIndex(block: Block, index: GlobalSecondaryIndex, dynamodb: DynamoDBClient): Promise<void> {
  const keys = new Set(index.KeySchema?.map(({ AttributeName }) => AttributeName));
  await dynamodb.send(
    new UpdateTableCommand({
      TableName: block.name,
      AttributeDefinitions: definition(block).AttributeDefinitions.filter(({ AttributeName }) =>
        keys.has(AttributeName),
      ),
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    }),
  );
  await settled(block, dynamodb);
}

async function settled({ name }: Block, client: DynamoDBClient): Promise<void> {
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 0.05, maxDelay: 1 }, { TableName: name });
}

function shapeOf({ KeySchema, StreamSpecification }: TableDescription): string {
  const keys = KeySchema?.map(({ AttributeName }) => AttributeName);
  return JSON.stringify([keys, StreamSpecification?.StreamViewType]);
}

type Index = Pick<GlobalSecondaryIndexDescription, 'IndexName' | 'KeySchema' | 'Projection'>;

function indexShape({ IndexName, KeySchema, Projection }: Index): string {
  const keys = KeySchema?.map(({ AttributeName }) => AttributeName);
  return JSON.stringify([IndexName, keys, Projection?.ProjectionType]);
}

/** DynamoDB refuses to enable what is already enabled. */
async function expire({ name, ttl }: Block, dynamodb: DynamoDBClient): Promise<void> {
  const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: name }));
  if (TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED') return;
  await dynamodb.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { AttributeName: ttl.attribute_name, Enabled: ttl.enabled },
    }),
  );
}

async function findTable(dynamodb: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
    return Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
