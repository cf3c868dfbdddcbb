import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

const FunctionName = 'resize';

/** A function with the versions 1 and 2, and an alias of version 1 that gives a tenth to version 2. */
async function startVersions() {
  const { lambda, create } = await startLambda();
  await create(FunctionName, 'export const handler = async () => 1;');
  await lambda.send(new PublishVersionCommand({ FunctionName }));
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 }));
  await lambda.send(new PublishVersionCommand({ FunctionName }));
  const RoutingConfig = { AdditionalVersionWeights: { 2: 0.1 } };
  await lambda.send(
    new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1', RoutingConfig }),
  );
  const remove = (Qualifier: string) => lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
  return { lambda, remove };
}

test.each(['1', '2'])('version %s, which an alias uses, is not deleted', async (Qualifier) => {
  const { lambda, remove } = await startVersions();
  await expect(remove(Qualifier)).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: 'Unable to delete version because the following aliases reference it: [live]',
    $metadata: { httpStatusCode: 409 },
  });
  expect(await lambda.send(new GetFunctionCommand({ FunctionName, Qualifier }))).toBeDefined();
});

test.each([
  ['$LATEST', '$LATEST version cannot be deleted without deleting the function.'],
  ['live', 'Deletion of aliases is not currently supported.'],
])('%s is not deleted by DeleteFunction', async (qualifier, message) => {
  const { lambda, remove } = await startVersions();
  await expect(remove(qualifier)).rejects.toMatchObject({ name: 'InvalidParameterValueException', message });
  expect(await lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).toMatchObject({
    FunctionVersion: '1',
  });
});

test('a version that is not there is gone already', async () => {
  const { lambda, remove } = await startVersions();
  await remove('99');
  expect(await lambda.send(new GetFunctionCommand({ FunctionName }))).toBeDefined();
});
