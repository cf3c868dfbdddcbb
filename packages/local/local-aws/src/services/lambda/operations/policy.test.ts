import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  GetPolicyCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

const FunctionName = 'resize';
const source = 'export const handler = async () => 1;';
const fromBucket = {
  FunctionName,
  StatementId: 's3',
  Action: 'lambda:InvokeFunction',
  Principal: 's3.amazonaws.com',
  SourceArn: 'arn:aws:s3:::photos',
  SourceAccount: '000000000000',
} satisfies AddPermissionCommandInput;

test('permissions are statements of a policy until they are removed', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, source);

  const { Statement } = await lambda.send(new AddPermissionCommand(fromBucket));
  const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName }));

  const expected = {
    Sid: 's3',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: 'arn:aws:lambda:us-east-1:000000000000:function:resize',
    Condition: {
      StringEquals: { 'AWS:SourceAccount': '000000000000' },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::photos' },
    },
  };
  expect(JSON.parse(Statement ?? '')).toEqual(expected);
  expect(JSON.parse(Policy ?? '')).toEqual({ Version: '2012-10-17', Id: 'default', Statement: [expected] });

  await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 's3' }));
  await expect(lambda.send(new GetPolicyCommand({ FunctionName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
});

test('a statement id is used once, and only what is there can be removed', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, source);
  await lambda.send(new AddPermissionCommand(fromBucket));

  await expect(lambda.send(new AddPermissionCommand(fromBucket))).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message:
      'The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement.',
  });
  const other = { FunctionName, StatementId: 'other' };
  await expect(lambda.send(new RemovePermissionCommand(other))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Statement other is not found in resource policy.',
  });
});

test('at the same time made permissions are all kept', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, source);
  const ids = ['a', 'b', 'c', 'd', 'e'];

  await Promise.all(
    ids.map((StatementId) => lambda.send(new AddPermissionCommand({ ...fromBucket, StatementId }))),
  );

  const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName }));
  const statements: { Sid: string }[] = JSON.parse(Policy ?? '').Statement;
  expect(statements.map(({ Sid }) => Sid).sort()).toEqual(ids);
});
