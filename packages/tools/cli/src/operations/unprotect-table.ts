import { DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { DeployedStack } from './stack.ts';

/** Lets the catalog's table be deleted, which on AWS is protected. False when it was not. */
export async function unprotectTable({
  documents,
  tableName: TableName,
}: Pick<DeployedStack, 'documents' | 'tableName'>): Promise<boolean> {
  const { Table } = await documents.send(new DescribeTableCommand({ TableName }));
  if (!Table?.DeletionProtectionEnabled) return false;
  await documents.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
  return true;
}
