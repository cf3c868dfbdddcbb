import {
  CreateAliasCommand,
  GetAliasCommand,
  InvokeCommand,
  ListAliasesCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

const FunctionName = 'resize';
const weights = (AdditionalVersionWeights: Record<string, number>) => ({ AdditionalVersionWeights });

async function startVersions() {
  const { lambda, create } = await startLambda();
  await create(FunctionName, 'export const handler = async () => 1;');
  await lambda.send(new PublishVersionCommand({ FunctionName }));
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 }));
  await lambda.send(new PublishVersionCommand({ FunctionName }));
  const alias = (RoutingConfig: ReturnType<typeof weights>, FunctionVersion = '1') =>
    lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion, RoutingConfig }));
  return { lambda, alias };
}

test('an alias gives its second version its part of the invocations', async () => {
  const { lambda, alias } = await startVersions();
  await alias(weights({ 2: 0.3 }));
  const random = vi.spyOn(Math, 'random');
  onTestFinished(() => random.mockRestore());
  const invokeAt = async (chance: number) => {
    random.mockReturnValue(chance);
    return (await lambda.send(new InvokeCommand({ FunctionName, Qualifier: 'live' }))).ExecutedVersion;
  };

  expect(await invokeAt(0.29)).toBe('2');
  expect(await invokeAt(0.3)).toBe('1');
});

test('weights read back, and go with an empty map', async () => {
  const { lambda, alias } = await startVersions();
  expect(await alias(weights({ 2: 0.3 }))).toMatchObject({ RoutingConfig: weights({ 2: 0.3 }) });
  const get = () => lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
  await lambda.send(new UpdateAliasCommand({ FunctionName, Name: 'live', Description: 'canary' }));
  expect(await get()).toMatchObject({ Description: 'canary', RoutingConfig: weights({ 2: 0.3 }) });
  const ofSecond = await lambda.send(new ListAliasesCommand({ FunctionName, FunctionVersion: '2' }));
  expect(ofSecond.Aliases).toMatchObject([{ Name: 'live' }]);

  await lambda.send(new UpdateAliasCommand({ FunctionName, Name: 'live', RoutingConfig: weights({}) }));
  expect(await get()).not.toHaveProperty('RoutingConfig');
});

test.each([
  [weights({ 1: 0.1, 2: 0.1 }), '1', 'Number of items in AdditionalVersionWeights cannot be greater than 1'],
  [
    weights({ 1: 0.5 }),
    '1',
    'Invalid function version 1. Function version 1 is already included in routing configuration.',
  ],
  [weights({ 2: 0.5 }), '$LATEST', '$LATEST is not supported for an alias pointing to more than 1 version'],
  [
    weights({ 2: 2 }),
    '1',
    "1 validation error detected: Value '{2=2}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
  ],
])('weights %j of an alias of %s are refused in AWS’s words', async (routing, version, message) => {
  const { alias } = await startVersions();
  await expect(alias(routing, version)).rejects.toThrow(message);
});
