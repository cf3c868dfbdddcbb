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

test('what a permission asks of its callers is kept as AWS writes it', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, source);
  const { Statement } = await lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: 'url',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      SourceArn: 'arn:aws:s3:::photos',
      SourceAccount: '000000000000',
      FunctionUrlAuthType: 'NONE',
      PrincipalOrgID: 'o-1234567890',
      EventSourceToken: 'token',
      InvokedViaFunctionUrl: true,
    }),
  );
  expect(JSON.parse(Statement ?? '').Condition).toEqual({
    StringEquals: {
      'AWS:SourceAccount': '000000000000',
      'lambda:FunctionUrlAuthType': 'NONE',
      'aws:PrincipalOrgID': 'o-1234567890',
      'lambda:EventSourceToken': 'token',
    },
    ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::photos' },
    Bool: { 'lambda:InvokedViaFunctionUrl': 'true' },
  });
});

test('a version and an alias have policies of their own', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, source, { Publish: true });
  const policy = async (Qualifier?: string) => {
    const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName, Qualifier }));
    return JSON.parse(Policy ?? '').Statement.map(({ Sid }: { Sid: string }) => Sid);
  };
  await lambda.send(new AddPermissionCommand({ ...fromBucket, StatementId: 'all' }));
  await lambda.send(new AddPermissionCommand({ ...fromBucket, StatementId: 'one', Qualifier: '1' }));

  expect(await policy()).toEqual(['all']);
  expect(await policy('1')).toEqual(['one']);
  await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 'one', Qualifier: '1' }));
  await expect(policy('1')).rejects.toThrow('The resource you requested does not exist.');
  expect(await policy()).toEqual(['all']);
});

test.each([
  [
    { Qualifier: '$LATEST' },
    'InvalidParameterValueException',
    'We currently do not support adding policies for $LATEST.',
  ],
  [
    { Qualifier: '42' },
    'ResourceNotFoundException',
    'Function not found: arn:aws:lambda:us-east-1:000000000000:function:resize:42',
  ],
  [
    { Qualifier: 'gone' },
    'ResourceNotFoundException',
    'Cannot find alias arn: arn:aws:lambda:us-east-1:000000000000:function:resize:gone',
  ],
  [
    { Principal: 'somebody' },
    'InvalidParameterValueException',
    'The provided principal was invalid. Please check the principal and try again.',
  ],
  [
    { StatementId: 'example.com' },
    'ValidationException',
    "1 validation error detected: Value 'example.com' at 'statementId' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)",
  ],
  [
    { FunctionUrlAuthType: 'NONE' as const },
    'InvalidParameterValueException',
    'FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action',
  ],
  [
    { RevisionId: 'older' },
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  ],
])('a permission with %j is refused', async (input, name, message) => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, source);
  await expect(lambda.send(new AddPermissionCommand({ ...fromBucket, ...input }))).rejects.toMatchObject({
    name,
    message,
  });
});
