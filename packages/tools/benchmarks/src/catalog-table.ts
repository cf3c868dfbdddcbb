import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTableInput } from '@darkroom/catalog/create-table-input';
import { startEmbeddedStack } from '@darkroom/cli/start/embedded-stack';
import { session } from '@darkroom/localstack-client';

/** What DynamoDB charges for. */
export interface Consumed {
  requests: number;
  units: number;
}

/** Of a question that nothing answers. */
const least = 0.5;

const tableName = 'benchmark'; // no function reads its changes

/** An empty catalog table on the embedded cloud, and what is consumed of it. */
export async function startCatalogTable() {
  const progress = { show() {}, clear() {} };
  const stack = await startEmbeddedStack({ port: 0, progress, signal: new AbortController().signal });
  const dynamodb = session(stack).client(DynamoDBClient);
  await dynamodb.send(new CreateTableCommand(createTableInput(tableName)));
  const client = DynamoDBDocumentClient.from(dynamodb);
  const consumed: Consumed = { requests: 0, units: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: { CapacityUnits?: number } };
      consumed.requests++;
      consumed.units += Math.max(ConsumedCapacity?.CapacityUnits ?? 0, least);
      return result;
    },
    { step: 'initialize', priority: 'high' },
  );
  return { client, tableName, consumed, close: () => stack.close() };
}
