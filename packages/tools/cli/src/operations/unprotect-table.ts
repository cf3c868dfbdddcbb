import { DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { DeployedStack } from './stack.ts';

/** Removes the deletion protection that the catalog's table has on AWS. False if it had none. */
export async function unprotectTable({
  documents,
  tableName: TableName,
}: Pick<DeployedStack, 'documents' | 'tableName'>): Promise<boolean> {
  const { Table } = await documents.send(new DescribeTableCommand({ TableName }));
  if (!Table?.DeletionProtectionEnabled) return false;
  await documents.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
  return true;
}
