import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { tableSchema } from './schema.ts';

/** Work that one of many does while the others wait; rows of their own in the catalog's table. */
export interface Leases {
  /**
   * True for the one who may work on `name` until then, epoch milliseconds: by that time it has ended, or is dead and
   * somebody else may have it.
   */
  acquire(name: string, holder: string, until: number): Promise<boolean>;
  /** Nothing where somebody else has it by now. */
  release(name: string, holder: string): Promise<void>;
}

/** DynamoDB may keep a row for days after; nobody minds. */
const rememberedSeconds = 3600;

export function createLeases(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
  now: () => Date;
}): Leases {
  const { client, tableName: TableName, now } = options;
  const { partitionKey, leasePrefix, timeToLive } = tableSchema;
  const keyOf = (name: string) => ({ [partitionKey]: leasePrefix + name });
  return {
    async acquire(name, holder, until) {
      return unlessRefused(
        client.send(
          new PutCommand({
            TableName,
            Item: {
              ...keyOf(name),
              holder,
              until,
              [timeToLive]: Math.floor(until / 1000) + rememberedSeconds,
            },
            ConditionExpression: 'attribute_not_exists(#key) OR #until <= :now',
            ExpressionAttributeNames: { '#key': partitionKey, '#until': 'until' },
            ExpressionAttributeValues: { ':now': now().getTime() },
          }),
        ),
      );
    },
    async release(name, holder) {
      await unlessRefused(
        client.send(
          new DeleteCommand({
            TableName,
            Key: keyOf(name),
            ConditionExpression: '#holder = :holder',
            ExpressionAttributeNames: { '#holder': 'holder' },
            ExpressionAttributeValues: { ':holder': holder },
          }),
        ),
      );
    },
  };
}

/** False where the condition of a write did not hold. */
async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
