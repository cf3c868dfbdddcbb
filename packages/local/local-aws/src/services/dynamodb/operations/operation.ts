import { z } from 'zod';
import type { Cloud } from '../../../cloud/cloud.ts';
import { operationsOf } from '../../../protocol/operation.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';

export const operation = operationsOf<DynamoDbState>();

/** Operations take a table's ARN wherever they take its name. */
export const tableName = z.string().transform(tableNameOf);

export function tableNameOf(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:[^/]*\//, '').replace(/\/.*$/, '');
}

export function tableArn(cloud: Pick<Cloud, 'region' | 'accountId'>, name: string): string {
  return `arn:aws:dynamodb:${cloud.region}:${cloud.accountId}:table/${name}`;
}

/** IAM resource of the operations on one table. */
export function ofTable(input: { TableName: string }, { cloud }: { cloud: Cloud }): string {
  return tableArn(cloud, input.TableName);
}

/** A request that dynalite validates in full; only the table's name is needed before. */
export const itemRequest = z.looseObject({ TableName: tableName });

/** BatchGetItem and BatchWriteItem: requests by table. */
export const batchRequest = z.looseObject({
  RequestItems: z
    .record(z.string(), z.unknown())
    .transform((items) =>
      Object.fromEntries(Object.entries(items).map(([name, item]) => [tableNameOf(name), item])),
    ),
});

export function ofTables(
  input: { RequestItems: Record<string, unknown> },
  { cloud }: { cloud: Cloud },
): string[] {
  return Object.keys(input.RequestItems).map((name) => tableArn(cloud, name));
}
