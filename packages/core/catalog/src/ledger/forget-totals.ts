import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableSchema } from '../schema.ts';
import { totals } from './amounts.ts';
import { carriedName, keys } from './rows.ts';

/**
 * Deletes an owner's totals, whose key has the owner's name, once they count nothing; the next image makes new ones. False
 * while they count something, which a deleted image's change may not have taken away yet.
 */
export async function forgetTotals(
  client: DynamoDBDocumentClient,
  TableName: string,
  owner: string,
): Promise<boolean> {
  const names = totals.flatMap((total) => [total, carriedName(total)]);
  const countsNothing = names.map((_, n) => `(attribute_not_exists(#${n}) OR #${n} = :nothing)`);
  try {
    await client.send(
      new DeleteCommand({
        TableName,
        Key: { [tableSchema.partitionKey]: keys.totals(owner) },
        ConditionExpression: countsNothing.join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#${n}`, name])),
        ExpressionAttributeValues: { ':nothing': 0 },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
