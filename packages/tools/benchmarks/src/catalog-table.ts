import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTableInput } from '@darkroom/catalog/create-table-input';
import { session } from '@darkroom/localstack-client';
import { startNewStack } from './new-stack.ts';

/** What DynamoDB charges for. */
export interface Consumed {
  requests: number;
  units: number;
  /** Those of `units` that are for writing. */
  writeUnits: number;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

/** Of a question that nothing answers. */
const least = 0.5;

const tableName = 'benchmark'; // no function reads its changes

/** An empty catalog table on the embedded cloud, and what is consumed of it. */
export async function startCatalogTable() {
  const stack = await startNewStack();
  const dynamodb = session(stack).client(DynamoDBClient);
  await dynamodb.send(new CreateTableCommand(createTableInput(tableName)));
  const client = DynamoDBDocumentClient.from(dynamodb);
  const consumed: Consumed = { requests: 0, units: 0, writeUnits: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        // Of each table, where a request may ask for several.
        const { ConsumedCapacity: of = [] } = result.output as { ConsumedCapacity?: Capacity | Capacity[] };
        const units = [of].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
        consumed.requests++;
        consumed.units += Math.max(units, least);
        if (/Put|Update|Delete|Write/.test(commandName)) consumed.writeUnits += units;
        return result;
      },
    { step: 'initialize', priority: 'high' },
  );
  return { client, tableName, consumed, close: () => stack.close() };
}
