import { keyAttributes, tableIndexes, tableSchema } from './schema.ts';

/** For the SDK's `CreateTableCommand`, where no Terraform makes the table: in tests and benchmarks. */
export function createTableInput(TableName: string) {
  const text = 'S' as const;
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: keyAttributes.map((AttributeName) => ({ AttributeName, AttributeType: text })),
    KeySchema: [{ AttributeName: tableSchema.partitionKey, KeyType: 'HASH' as const }],
    GlobalSecondaryIndexes: tableIndexes.map(({ name, partitionKey, sortKey, projection }) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' as const },
        { AttributeName: sortKey, KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: projection },
    })),
  };
}
