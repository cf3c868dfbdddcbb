import {
  AddPermissionCommand,
  RemovePermissionCommand,
  ResourceConflictException,
} from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  statement_id: z.string(),
  action: z.string(),
  function_name: z.string(),
  principal: z.string(),
  qualifier: z.string().optional(),
  source_arn: z.string().optional(),
  source_account: z.string().optional(),
  function_url_auth_type: z.enum(['AWS_IAM', 'NONE']).optional(),
});

export const awsLambdaPermission = defineResource(schema, async (block, { clients }) => {
  const statement = {
    FunctionName: block.function_name,
    Qualifier: block.qualifier,
    StatementId: block.statement_id,
  };
  const add = new AddPermissionCommand({
    ...statement,
    Action: block.action,
    Principal: block.principal,
    SourceArn: block.source_arn,
    SourceAccount: block.source_account,
    FunctionUrlAuthType: block.function_url_auth_type,
  });
  await clients.lambda.send(add).catch(async (error) => {
    if (!(error instanceof ResourceConflictException)) throw error;
    await clients.lambda.send(new RemovePermissionCommand(statement)); // a statement cannot be changed
    await clients.lambda.send(add);
  });
  return { id: block.statement_id };
});
